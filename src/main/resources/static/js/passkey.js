// Making a passkey, and signing in with one: asks the hub what the browser has to be asked, asks that, and sends the answer with the
// form. Where a browser can't, or the page is not at the address of the hub, its forms stay hidden and everything else works.
(() => {
  'use strict';
  const forms = document.querySelectorAll('form[data-passkey]');
  const able = window.isSecureContext && 'PublicKeyCredential' in window;

  const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  const withBytes = (credentials) => credentials.map((one) => ({ ...one, id: bytes(one.id) }));

  const asked = async (form) => {
    const body = new URLSearchParams({ _csrf: form.querySelector('input[name="_csrf"]').value });
    const answer = await fetch(form.dataset.ask, { method: 'POST', body, headers: { Accept: 'application/json' } });
    if (!answer.ok) throw new Error(`answer ${answer.status}`);
    return answer.json();
  };

  const made = async (options) => {
    const credential = await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: withBytes(options.excludeCredentials),
      },
    });
    return {
      attestationObject: text(credential.response.attestationObject),
      transports: credential.response.getTransports?.() ?? [],
      credential,
    };
  };

  const given = async (options) => {
    const credential = await navigator.credentials.get({
      publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: withBytes(options.allowCredentials) },
    });
    const { authenticatorData, signature, userHandle } = credential.response;
    return {
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
      credential,
    };
  };

  const run = async (form) => {
    const options = await asked(form);
    const { credential, ...response } = await (form.dataset.passkey === 'new' ? made(options) : given(options));
    form.elements.passkey.value = JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      clientExtensionResults: {},
      response: { ...response, clientDataJSON: text(credential.response.clientDataJSON) },
    });
    form.submit();
  };

  for (const form of forms) {
    if (!able || location.origin !== form.dataset.origin) continue;
    form.hidden = false;
    const said = form.querySelector('[data-said]');
    const button = form.querySelector('button');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      said.textContent = '';
      button.disabled = true;
      run(form).catch((problem) => {
        button.disabled = false;
        const { cancelled, there, failed } = said.dataset;
        said.textContent = { NotAllowedError: cancelled, InvalidStateError: there }[problem.name] ?? failed;
      });
    });
  }
  const shown = [...forms].some((form) => !form.hidden);
  document.querySelectorAll('[data-no-passkey]').forEach((note) => { note.hidden = shown; });
})();
