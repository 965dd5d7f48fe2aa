// A place that is chosen fills in its coordinates. Without this the choice and the search send the form.
'use strict';

const search = document.getElementById('search');
const query = document.getElementById('f-place');
if (search) {
  // a form is sent by its first such button when the enter key is pressed anywhere
  search.type = 'button';
  query.addEventListener('keydown', event => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    search.click();
  });
}

document.addEventListener('click', event => {
  const choice = event.target.closest('[data-latitude]');
  if (!choice) return;
  event.preventDefault();
  const fields = choice.form.elements;
  fields.latitude.value = choice.dataset.latitude;
  fields.longitude.value = choice.dataset.longitude;
  for (const other of choice.closest('ul').querySelectorAll('[data-latitude]')) {
    other.setAttribute('aria-pressed', String(other === choice));
  }
});
