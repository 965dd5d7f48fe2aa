// In a window that the app's page has opened, that page is told how it ended; see connect.js. Elsewhere the way back is
// a link.
'use strict';

// to the origin of the page to which the link leads, and to nobody else
const tell = (back, final) => {
  const address = new URL(back.href);
  if (!window.opener || !/^https?:$/.test(address.protocol)) return false;
  const word = name => address.searchParams.getAll(name).pop() ?? null;
  window.opener.postMessage(
    {type: 'patchbay.connect', result: word('result'), clientId: word('client_id'), final},
    document.getElementById('outcome')?.dataset.origin ?? address.origin);
  return true;
};

document.addEventListener('click', event => {
  const back = event.target.closest('#back');
  if (!back || event.ctrlKey || event.metaKey || event.shiftKey || !tell(back, true)) return;
  event.preventDefault();
  // whoever listens closes this window
  setTimeout(() => window.location.assign(back.href), 1500);
});

// it may be closed without a word
const ended = () => {
  const back = document.getElementById('back');
  if (back && document.getElementById('outcome')) tell(back, false);
};
ended();
document.addEventListener('htmx:load', ended);
