// Files of users, campaigns, books, chapters and characters: all alike but for who may upload.
import type {
  AssetParentType,
  AssetType,
  S3Asset,
} from "../../../../generated/valentina/models.js";
import { jsonAnswer } from "../../support/answers.js";
import { type FormPart, readForm } from "../../support/multipart.js";
import type { Call, Guard, Route } from "../call.js";
import { collectionRoutes } from "../collection-routes.js";
import { withdraw } from "../documents.js";
import { ownerOf } from "../entities.js";
import { ApiFailure, decodingFailed } from "../failures.js";
import { optional, readQuery } from "../fields.js";
import { companyUser, player } from "../guards.js";
import { oneOf } from "../kinds.js";
import { book, campaign, chapter, character, user } from "../paths.js";

interface OwnerRow {
  readonly at: string;
  readonly type: AssetParentType;
  readonly uploadGuards: readonly Guard[];
}

const owners: readonly OwnerRow[] = [
  { at: user, type: "user", uploadGuards: [companyUser] },
  { at: campaign, type: "campaign", uploadGuards: [companyUser] },
  { at: book, type: "campaignbook", uploadGuards: [companyUser] },
  { at: chapter, type: "campaignchapter", uploadGuards: [companyUser] },
  { at: character, type: "character", uploadGuards: [companyUser, player] },
];

export const assetRoutes: readonly Route[] = owners.flatMap(({ at, type, uploadGuards }) => [
  ...collectionRoutes({
    at: `${at}/assets`,
    item: "asset_id",
    guards: [companyUser],
    list: listAssets,
    remove: removeAsset,
  }),
  {
    method: "POST",
    path: `${at}/assets/upload`,
    guards: uploadGuards,
    handle: (call: Call) => jsonAnswer(201, uploadAsset(call, type)),
  },
]);

const assetTypes = ["image", "text", "audio", "video", "document", "archive", "other"] as const;

/** Media types, and what the server takes them for; the first that fits. */
const kinds: readonly (readonly [pattern: RegExp, type: AssetType])[] = [
  [/^image\//, "image"],
  [/^text\//, "text"],
  [/^audio\//, "audio"],
  [/^video\//, "video"],
  [/^application\/(pdf|msword|rtf|vnd\.(openxmlformats|oasis|ms-)[\w.-]*)$/, "document"],
  [/^application\/(zip|gzip|x-tar|x-7z-compressed|vnd\.rar)$/, "archive"],
];

function listAssets(call: Call): S3Asset[] {
  const { asset_type } = readQuery(call, { asset_type: optional(oneOf(assetTypes)) });
  const all = call.state.assets.of(ownerOf(call).id);
  return all.filter((asset) => asset_type === undefined || asset.asset_type === asset_type);
}

function uploadAsset(call: Call, parent_type: AssetParentType): S3Asset {
  const { filename = "file", contentType: mime_type } = filePart(call);
  const { assets, settings, storageWorks } = call.state;
  if (!storageWorks) throw new ApiFailure(500, { detail: "Failed to upload file to AWS S3" });
  const owner = ownerOf(call);
  const { id: company_id } = call.entity("company_id");
  const asset_type = kinds.find(([pattern]) => pattern.test(mime_type))?.[1] ?? "other";
  const stamp = new Date(settings.now()).toISOString().replace(/[-:.Z]/g, "");
  const folder = `${company_id}/${parent_type}/${owner.id}/${asset_type}`;
  const asset = assets.create(owner.id, {
    asset_type,
    mime_type,
    original_filename: filename.replace(/[^\w.-]/g, "_").slice(-200),
    parent_type,
    parent_id: owner.id,
    company_id,
    uploaded_by: call.entity("user_id").id,
    public_url: `https://cdn.example.org/${folder}/${stamp}`,
  });
  owner.asset_ids.push(asset.id);
  return asset;
}

function filePart({ request: { headers, raw } }: Call): FormPart {
  const parts = readForm(headers["content-type"] ?? "", raw) ?? [];
  const file = parts.find(({ name, filename }) => name === "file" && filename !== undefined);
  if (file !== undefined) return file;
  throw decodingFailed([{ at: ["file"], message: "Field required", when: "decoding" }]);
}

function removeAsset(call: Call, asset: S3Asset): void {
  const { assets, storageWorks } = call.state;
  if (!storageWorks) throw new ApiFailure(500, { detail: "Failed to delete object from AWS S3" });
  withdraw(ownerOf(call).asset_ids, asset.id);
  assets.remove(asset);
}
