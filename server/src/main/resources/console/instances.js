// The answer to a form brings what is wrong with each field; this says it of the inputs, and goes to the first.
'use strict';

document.addEventListener('htmx:afterSettle', event => {
  if (event.detail.target?.id !== 'outcome') return;
  let first = null;
  for (const problem of document.querySelectorAll('#instance-form .problem')) {
    const input = document.getElementById(problem.id.replace(/-problem$/, ''));
    if (!input) continue;
    if (problem.textContent.trim()) {
      input.setAttribute('aria-invalid', 'true');
      first ??= input;
    } else {
      input.removeAttribute('aria-invalid');
    }
  }
  first?.focus();
});

// what was said of the form does not hold for what is typed now
document.addEventListener('input', event => {
  if (event.target.closest('#instance-form')) document.getElementById('outcome').replaceChildren();
});

// an answer that is none of ours, or none at all
for (const name of ['htmx:responseError', 'htmx:sendError']) {
  document.addEventListener(name, event => {
    const outcome = document.getElementById('outcome');
    if (!outcome) return;
    const notice = document.createElement('p');
    notice.className = 'notice warn';
    notice.textContent = event.detail.xhr?.status === 403
      ? 'This form is out of date: load the page again.'
      : event.detail.xhr?.status === 404
        ? 'It is not there any more: somebody has deleted it.'
        : 'The service could not be reached. What you typed is still here: try again.';
    outcome.replaceChildren(notice);
  });
}
