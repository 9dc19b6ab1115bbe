// On a page with several forms: sending one of them asks first when something that was typed in another would be lost. So does leaving it.
// Without this script each form has its own button.
(() => {
  'use strict';
  let sent = null;
  const changed = field => field.type === 'radio' || field.type === 'checkbox'
    ? field.checked !== field.defaultChecked
    : field.type !== 'hidden' && field.defaultValue !== undefined && field.value !== field.defaultValue;
  document.addEventListener('submit', event => { sent = event.target; });
  addEventListener('beforeunload', event => {
    const lost = [...document.querySelectorAll('main form')].some(form => form !== sent && [...form.elements].some(changed));
    sent = null;
    if (lost) {
      event.preventDefault();
      event.returnValue = true;
    }
  });
})();
