// Shows the name and the colour in the preview while they are typed; saving shows them without this.
'use strict';

(() => {
  const field = document.getElementById('name');
  const named = () => {
    for (const shown of document.querySelectorAll('[data-show=name]')) {
      shown.textContent = field.value.trim() || field.placeholder;
    }
  };
  field.addEventListener('input', named);

  const text = document.getElementById('color');
  const pick = document.getElementById('pick');
  const colors = document.getElementById('colors');
  const HEX = /^#[0-9a-f]{6}$/i;

  // which shades go with a colour the service knows
  const show = () => {
    const address = new URL(colors.href);
    address.search = new URLSearchParams({color: text.value.trim() || pick.defaultValue}).toString();
    colors.href = address.href;
  };
  pick.hidden = false;
  if (HEX.test(text.value)) pick.value = text.value;
  pick.addEventListener('input', () => { text.value = pick.value; });
  pick.addEventListener('change', show);
  const colored = () => {
    const color = text.value.trim();
    if (HEX.test(color)) pick.value = color;
    if (HEX.test(color) || color === '') show();
  };
  text.addEventListener('input', colored);

  // what was typed before this script was there
  if (field.value !== field.defaultValue) named();
  if (text.value !== text.defaultValue) colored();
})();
