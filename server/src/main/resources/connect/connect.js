// Opens a connect session of Patchbay in a pop-up and tells the page what came of it.
//   Patchbay.connect({url, onDone, onClose})          from a click
//   <button data-patchbay-url="…">                    fires patchbay:done and patchbay:close
(() => {
  'use strict';

  // messages count from the service only, which is where this script comes from
  const origin = new URL(document.currentScript.src).origin;
  const WIDTH = 480;
  const HEIGHT = 720;

  const checked = url => {
    const address = new URL(url, document.baseURI);
    if (address.origin !== origin) throw new Error(`Patchbay: ${address.origin} is not where this script comes from`);
    return address.href;
  };

  const features = () => {
    const left = Math.round(window.screenX + Math.max(0, window.outerWidth - WIDTH) / 2);
    const top = Math.round(window.screenY + Math.max(0, window.outerHeight - HEIGHT) / 2);
    return `popup,width=${WIDTH},height=${HEIGHT},left=${left},top=${top}`;
  };

  // calls done with {result, clientId} once, or closed if the window goes before it has ended
  const watch = (popup, done, closed) => {
    let outcome = null;
    const end = () => {
      window.removeEventListener('message', hear);
      clearInterval(timer);
    };
    const hear = event => {
      if (event.origin !== origin || event.source !== popup) return;
      const said = event.data;
      if (said === null || typeof said !== 'object' || said.type !== 'patchbay.connect') return;
      outcome = {result: said.result, clientId: said.clientId};
      if (!said.final) return;
      end();
      popup.close();
      done(outcome);
    };
    const timer = setInterval(() => {
      if (!popup.closed) return;
      end();
      if (outcome) done(outcome);
      else closed();
    }, 400);
    window.addEventListener('message', hear);
  };

  const nothing = () => {};

  // url: of the session, a promise of it, or a function that gives either: the window opens at once, as browsers demand
  const connect = ({url, onDone = nothing, onClose = nothing, onError}) => {
    const failed = error => {
      if (onError) onError(error);
      else console.error(error);
    };
    const popup = window.open('about:blank', '_blank', features());
    Promise.resolve()
      .then(() => (typeof url === 'function' ? url() : url))
      .then(checked)
      .then(
        address => {
          // blocked: the whole page goes there, and comes back to the session's return_url
          if (!popup) return window.location.assign(address);
          if (popup.closed) return onClose();
          popup.location.replace(address);
          watch(popup, onDone, onClose);
        },
        error => {
          if (popup) popup.close();
          failed(error);
        });
  };

  document.addEventListener('click', event => {
    const button = event.target instanceof Element && event.target.closest('[data-patchbay-url]');
    if (!button) return;
    event.preventDefault();
    const fire = (name, detail) => button.dispatchEvent(new CustomEvent(`patchbay:${name}`, {bubbles: true, detail}));
    connect({
      url: button.dataset.patchbayUrl,
      onDone: outcome => fire('done', outcome),
      onClose: () => fire('close', null),
      onError: error => { console.error(error); fire('error', error); },
    });
  });

  window.Patchbay = Object.freeze({connect});
})();
