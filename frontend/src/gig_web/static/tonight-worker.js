// Answers for day sheets that were opened before: from the network, or from the copy where that is gone or slow.
"use strict";

const COPIES = "tonight";
const PATIENCE = 3000; // milliseconds
const KEPT = 7 * 24 * 3600 * 1000; // a copy; its night is long over by then

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/tonight/")) event.respondWith(sheet(event));
  else if (pathname.startsWith("/static/")) event.respondWith(part(request));
});

async function sheet(event) {
  const copies = await caches.open(COPIES);
  const copy = await copies.match(event.request.url);
  const fresh = fetch(event.request.url).then((answer) => keep(copies, event.request.url, answer, copy));
  event.waitUntil(fresh.catch(() => {}));
  if (!copy) return fresh;
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE, copy.clone()); });
  return Promise.race([fresh.catch(() => copy), late]);
}

// A link that is closed takes its copy with it; a planner in trouble does not.
async function keep(copies, url, answer, copy) {
  if (answer.ok) {
    await copies.put(url, answer.clone());
    await forget(copies);
  } else if (answer.status === 404) await copies.delete(url);
  else if (copy) return copy;
  return answer;
}

async function forget(copies) {
  for (const request of await copies.keys()) {
    const made = Date.parse((await copies.match(request))?.headers.get("Date"));
    if (request.url.includes("/tonight/") && Date.now() - made > KEPT) await copies.delete(request);
  }
}

// The hash of its content is in its address, so a copy is as good.
async function part(request) {
  const copies = await caches.open(COPIES);
  const copy = await copies.match(request);
  if (copy) return copy;
  const answer = await fetch(request);
  if (answer.ok) await copies.put(request, answer.clone());
  return answer;
}
