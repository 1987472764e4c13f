// The least loop over the Runtime API, for machines where AWS's own client cannot be built.
import http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function call(method, suffix, body) {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { "Content-Length": Buffer.byteLength(body) };
    const request = http.request(
      { host, port, agent, method, headers, path: "/2018-06-01/runtime/invocation/" + suffix },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk) => (text += chunk));
        response.on("end", () => resolve({ headers: response.headers, text }));
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

const [file, name] = process.argv[2].split(".");
const module = await import(pathToFileURL(path.join(process.env.LAMBDA_TASK_ROOT, file + ".mjs")));
for (;;) {
  const event = await call("GET", "next");
  const result = await module[name](JSON.parse(event.text));
  const id = event.headers["lambda-runtime-aws-request-id"];
  await call("POST", id + "/response", JSON.stringify(result));
}
