// Small comforts; every page works without them.
'use strict';

document.addEventListener('click', event => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  navigator.clipboard.writeText(source.value ?? source.textContent.trim()).then(() => {
    const label = button.querySelector('[data-label]') ?? button;
    const before = label.textContent;
    label.textContent = 'Copied';
    setTimeout(() => { label.textContent = before; }, 1500);
  });
});

// times in the reader's own zone, as a tip
const show = root => {
  for (const time of root.querySelectorAll('time[datetime]')) {
    time.title = new Date(time.dateTime).toLocaleString();
  }
};
show(document);
document.addEventListener('htmx:load', event => show(event.detail.elt));

// a menu closes when the reader goes elsewhere
document.addEventListener('click', event => {
  for (const open of document.querySelectorAll('details[data-menu][open]')) {
    if (!open.contains(event.target)) open.open = false;
  }
});
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  for (const open of document.querySelectorAll('details[data-menu][open]')) {
    open.open = false;
    open.querySelector('summary').focus();
  }
});
