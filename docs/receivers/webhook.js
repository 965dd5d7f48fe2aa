// Takes webhooks: WEBHOOK_SECRET=whsec_… PORT=8000 node webhook.js
const { createHmac, timingSafeEqual } = require("node:crypto");
const { createServer } = require("node:http");

const key = Buffer.from(process.env.WEBHOOK_SECRET.replace("whsec_", ""), "base64");
const seen = new Set(); // of message ids; yours belong where what you make of the messages is stored, too

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const { "webhook-id": id, "webhook-timestamp": sent, "webhook-signature": theirs = "" } = request.headers;
  const mine = Buffer.from("v1," + createHmac("sha256", key).update(`${id}.${sent}.`).update(body).digest("base64"));
  const equal = (one) => one.length === mine.length && timingSafeEqual(one, mine);
  const genuine = theirs.split(" ").some((one) => equal(Buffer.from(one))) && Math.abs(Date.now() / 1000 - sent) < 300;
  if (genuine && !seen.has(id)) {
    console.log(body.toString()); // what your app does with it
    seen.add(id);
  }
  response.writeHead(genuine ? 204 : 400).end();
}).listen(Number(process.env.PORT), "127.0.0.1");
