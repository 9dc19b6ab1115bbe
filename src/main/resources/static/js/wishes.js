// Wishes save by themselves, and what is wrong with them then stands below each wish. What the page said at its fields and at its top when
// it was loaded is no longer so after that.
(() => {
  'use strict';
  document.addEventListener('htmx:afterSwap', event => {
    if (event.detail.target.id !== 'bewaard') return;
    const form = document.getElementById('wensen');
    form.querySelectorAll('.field .error').forEach(error => error.remove());
    form.querySelectorAll('[aria-invalid]').forEach(field => {
      field.removeAttribute('aria-invalid');
      field.removeAttribute('aria-describedby');
    });
    if (!document.querySelector('.wish-tools .error')) document.getElementById('problemen')?.remove();
  });
})();
