import { describe, expect, expectTypeOf, it } from "vitest";
import { addPet, MediaTypesApi, type Pet } from "../golden/media-types/expected/index.js";
import { deleteProducts, MethodsApi } from "../golden/methods/expected/index.js";
import { MultipartApi } from "../golden/multipart/expected/index.js";
import { partsOf, recordSent } from "./record.js";

const pet = { name: "Rex" };
const json = (value: unknown, type = "application/json"): Response =>
  new Response(JSON.stringify(value), { headers: { "content-type": type } });

describe("a body of one of several media types", () => {
  const given = () => {
    const { fetch, last } = recordSent(() => new Response(null, { status: 202 }));
    return { client: new MediaTypesApi({ fetch }), last };
  };

  it("is JSON where nothing is said", async () => {
    const { client, last } = given();
    await client.pets.add(pet);
    expect([last().headers["content-type"], last().body]).toEqual([
      "application/json",
      '{"name":"Rex"}',
    ]);
  });

  it("is what the call chooses, with the type that goes with it", async () => {
    const { client, last } = given();
    await client.pets.add("<pet/>", { contentType: "application/xml" });
    expect([last().headers["content-type"], last().body]).toEqual(["application/xml", "<pet/>"]);
    const form = "application/x-www-form-urlencoded";
    await client.pets.add({ name: "Rex & Co" }, { contentType: form });
    expect([last().headers["content-type"], last().body]).toEqual([form, "name=Rex+%26+Co"]);
    await client.call(addPet, { body: "name;age" }, { contentType: "text/csv" });
    expect([last().headers["content-type"], last().body]).toEqual(["text/csv", "name;age"]);
  });

  it("may be another spelling of the same, which needs no type of its own", async () => {
    const { client, last } = given();
    await client.call(addPet, { body: pet }, { contentType: "text/json" });
    expect([last().headers["content-type"], last().body]).toEqual(["text/json", '{"name":"Rex"}']);
  });

  it("may be any of a range, whatever the bytes say of themselves", async () => {
    const { client, last } = given();
    const bytes = new Blob(["png"], { type: "image/jpeg" });
    await client.pets.setPicture(1, bytes, { crop: true }, { contentType: "image/png" });
    expect([last().headers["content-type"], last().body]).toEqual(["image/png", "png"]);
    expect(last().line).toBe("PUT https://api.example.com/pets/1/picture?crop=true");
  });

  it("cannot be an object where text is sent", async () => {
    const { client } = given();
    const sent = client.call(addPet, { body: pet }, { contentType: "application/xml" });
    await expect(sent).rejects.toThrow(/must be text/);
  });
});

describe("an answer of one of several media types", () => {
  const given = (answer: () => Response) => {
    const { fetch, last } = recordSent(answer);
    return { client: new MediaTypesApi({ fetch }), last };
  };

  it("is JSON where the call chooses nothing, in what is asked for and in its type", async () => {
    const { client, last } = given(() => json(pet));
    const answer = await client.pets.add(pet);
    expectTypeOf(answer).toEqualTypeOf<Pet | undefined>();
    expect(answer).toEqual(pet);
    expect(last().headers.accept).toBe("application/json");
  });

  it("is an error when something else comes, which says what to do", async () => {
    const { client } = given(
      () => new Response("<pet/>", { headers: { "content-type": "text/xml" } }),
    );
    await expect(client.pets.add(pet)).rejects.toThrow(
      "it was asked for application/json, the answer is text/xml; `accept` chooses another",
    );
  });

  it("is what the call chooses", async () => {
    const pdf = () => new Response("%PDF", { headers: { "content-type": "application/pdf" } });
    const { client, last } = given(pdf);
    const answer = await client.pets.add(pet, { accept: "application/pdf" });
    expect(await answer?.text()).toBe("%PDF");
    expect(last().headers.accept).toBe("application/pdf");
  });

  it("is an error when it is not what the call chose", async () => {
    const { client } = given(() => json(pet));
    await expect(client.pets.add(pet, { accept: "application/xml" })).rejects.toThrow(
      /asked for application\/xml, the answer is application\/json/,
    );
  });
});

describe("media types", () => {
  it("of vendors are sent and asked for as they are written", async () => {
    const { fetch, last } = recordSent(() => json(pet, "application/vnd.pet+json; version=1"));
    const { types } = new MediaTypesApi({ fetch });
    const vendor = "application/vnd.pet+json; version=1";
    expect(await types.sendVendor(pet)).toEqual(pet);
    expect([last().headers.accept, last().headers["content-type"]]).toEqual([vendor, vendor]);
    await types.sendCharset(pet);
    expect(last().headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(last().headers.accept).toBe("application/json");
    await types.sendAnything(pet);
    expect(last().headers["content-type"]).toBe("application/json");
    await types.sendBase64({ data: "AAE=" });
    expect(last().body).toBe('{"data":"AAE="}');
  });

  it("of XML are text both ways", async () => {
    const { fetch, last } = recordSent(() => new Response("<a/>"));
    const { types } = new MediaTypesApi({ fetch });
    expect(await types.sendXml("<b/>")).toBe("<a/>");
    expect([last().headers["content-type"], last().body]).toEqual(["application/xml", "<b/>"]);
    expect(last().headers.accept).toBe("application/xml, */*;q=0.5");
  });
});

describe("methods", () => {
  const given = (answer?: () => Response) => {
    const { fetch, last } = recordSent(answer);
    return { client: new MethodsApi({ fetch }), last };
  };

  it("are sent as the document spells them, with their bodies", async () => {
    const { client, last } = given();
    await client.products.search({ text: "a" }, { tenant: "t" });
    expect(last().line).toBe("QUERY https://api.example.com/products?tenant=t");
    expect(last().body).toBe('{"text":"a"}');
    await client.products.link({ Link: "</x>" });
    expect(last().line).toBe("LINK https://api.example.com/products");
    await client.products.check();
    expect(last().line).toBe("HEAD https://api.example.com/products");
    await client.products.options();
    expect(last().line).toBe("OPTIONS https://api.example.com/products");
    await client.call(deleteProducts, { body: { text: "a" } });
    expect(last().line).toBe("DELETE https://api.example.com/products");
    expect(last().body).toBe('{"text":"a"}');
    await client.products.find();
    expect([last().line, last().body]).toEqual(["GET https://api.example.com/products", ""]);
  });
});

describe("parts", () => {
  it("have the types, headers and styles of the document, or the caller's", async () => {
    const { fetch, last } = recordSent();
    const { uploads } = new MultipartApi({ fetch });
    await uploads.create({
      file: { data: "bytes", filename: "a.pdf", headers: { "X-Checksum": "1" } },
      more: [new Blob(["m"], { type: "text/plain" }), new Blob(["n"])],
      about: { title: "T" },
      tags: ["a", "b"],
      ids: [1, 2],
      pages: { from: 1, to: 2 },
      note: "# n",
      signed: { data: '{"title":"S"}', filename: false, headers: { "X-Signature": "s" } },
      thumbnail: "AAE=",
    });
    expect(partsOf(last())).toEqual([
      'Content-Disposition: form-data; name="file"; filename="a.pdf"\nContent-Type: application/pdf\nX-Checksum: 1\n\nbytes',
      'Content-Disposition: form-data; name="more"; filename="blob"\nContent-Type: text/plain\n\nm',
      'Content-Disposition: form-data; name="more"; filename="blob"\nContent-Type: application/octet-stream\n\nn',
      'Content-Disposition: form-data; name="about"\nContent-Type: application/json\n\n{"title":"T"}',
      'Content-Disposition: form-data; name="tags"\n\na',
      'Content-Disposition: form-data; name="tags"\n\nb',
      'Content-Disposition: form-data; name="ids"\n\n1,2',
      'Content-Disposition: form-data; name="pages[from]"\n\n1',
      'Content-Disposition: form-data; name="pages[to]"\n\n2',
      'Content-Disposition: form-data; name="note"\nContent-Type: text/markdown\n\n# n',
      'Content-Disposition: form-data; name="signed"\nContent-Type: application/json\nX-Signature: s\n\n{"title":"S"}',
      'Content-Disposition: form-data; name="thumbnail"\nContent-Type: image/png\n\nAAE=',
    ]);
  });

  it("of a list have no names, and types by their place", async () => {
    const { fetch, last } = recordSent();
    const { uploads } = new MultipartApi({ fetch });
    await uploads.batch([{ title: "A" }, { title: "B" }, { data: "x", type: "text/plain" }]);
    expect(last().headers["content-type"]).toMatch(/^multipart\/mixed; boundary=/);
    expect(partsOf(last())).toEqual([
      'Content-Type: application/json\n\n{"title":"A"}',
      'Content-Type: application/merge-patch+json\n\n{"title":"B"}',
      'Content-Disposition: attachment; filename="blob"\nContent-Type: text/plain\n\nx',
    ]);
  });

  it("refuse headers that would start another line", async () => {
    const { fetch } = recordSent();
    const { uploads } = new MultipartApi({ fetch });
    const file = { data: "bytes", headers: { "X-Checksum": "1\r\nX-Other: 2" } };
    await expect(uploads.create({ file, about: {} })).rejects.toThrow(/line break/);
  });

  it("of a form are in the styles of the document", async () => {
    const { fetch, last } = recordSent();
    const { uploads } = new MultipartApi({ fetch });
    await uploads.sendForm({
      name: "a b",
      tags: ["x", "y"],
      ids: [1, 2],
      about: { title: "T" },
      pages: { from: 1 },
    });
    expect([...new URLSearchParams(last().body)]).toEqual([
      ["name", "a b"],
      ["tags", "x"],
      ["tags", "y"],
      ["ids", "1|2"],
      ["about", '{"title":"T"}'],
      ["pages[from]", "1"],
    ]);
  });
});
