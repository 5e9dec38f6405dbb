// Keeps the sheet that is open, so that it can be read without a connection.
"use strict";

(async () => {
  const note = document.getElementById("offline");
  const tell = () => { note.hidden = navigator.onLine; };
  for (const name of ["online", "offline"]) window.addEventListener(name, tell);
  tell();

  if (!("serviceWorker" in navigator)) return; // only where the connection is secure
  const isFirst = !navigator.serviceWorker.controller;
  await navigator.serviceWorker.register("/tonight/sw.js", { scope: "/tonight/" });
  if (!isFirst) return; // the worker has seen it come
  const parts = document.querySelectorAll('link[rel="stylesheet"], link[rel="icon"], script[src]');
  const copies = await caches.open("tonight");
  await copies.addAll([location.pathname, ...[...parts].map((part) => part.href || part.src)]);
})().catch(() => {}); // a browser that keeps nothing shows the sheet all the same
