// MATLAB licenses.
import { type Answer, emptyAnswer, jsonAnswer } from "../../support/answers.js";
import { jsonBody, text } from "../body.js";
import { type Call, known, type Route } from "../call.js";
import { ApiFailure, badRequest } from "../failures.js";
import { timestamp } from "../ids.js";
import { type License, licenseBody, noLicense } from "../licenses.js";

function licenseOf(call: Call): License {
  const { id } = known(call);
  const license = call.state.licenses.get(id) ?? noLicense();
  call.state.licenses.set(id, license);
  return license;
}

function getMatlabLicense(call: Call): Answer {
  return jsonAnswer(200, licenseBody(licenseOf(call)));
}

function allocateMatlabLicenseMac(call: Call): Answer {
  const license = licenseOf(call);
  if (license.mode === "network") throw new ApiFailure(409, "A license server is registered");
  const status = license.macAddress === undefined ? 201 : 200;
  license.mode = "dedicated";
  license.macAddress ??= "02:00:5e:10:00:01";
  license.registeredAt ??= timestamp(call.state.settings.now());
  return jsonAnswer(status, licenseBody(license));
}

function setMatlabLicense(call: Call): Answer {
  const license = licenseOf(call);
  const body = jsonBody(call);
  const isNetwork = body.networkLicenseFile !== undefined;
  const file = text(body, isNetwork ? "networkLicenseFile" : "dedicatedLicenseFile");
  if (!/^(SERVER|INCREMENT) /.test(file)) throw badRequest("This is no license file");
  license.mode = isNetwork ? "network" : "dedicated";
  license.registeredAt = timestamp(call.state.settings.now());
  if (!isNetwork) addRelease(license, text(body, "release"));
  return jsonAnswer(200, licenseBody(license));
}

function addRelease({ files }: License, release: string): void {
  if (!files.some((file) => file.release === release)) files.push({ release });
}

function clearMatlabLicense(call: Call): Answer {
  const release = call.query.get("release");
  const license = licenseOf(call);
  const index = license.files.findIndex((file) => file.release === release);
  if (release !== null && index >= 0) {
    license.files.splice(index, 1);
    return jsonAnswer(200, licenseBody(license));
  }
  if (release === null) call.state.licenses.delete(known(call).id);
  return emptyAnswer();
}

const path = "/users/me/matlab-license";

export const licenseRoutes: readonly Route[] = [
  { method: "GET", path, access: "user", handle: getMatlabLicense },
  { method: "POST", path, access: "user", handle: allocateMatlabLicenseMac },
  { method: "PUT", path, access: "user", handle: setMatlabLicense },
  { method: "DELETE", path, access: "user", handle: clearMatlabLicense },
];
