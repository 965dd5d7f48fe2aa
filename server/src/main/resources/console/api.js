// The API's documentation, with the token that the page brings.
'use strict';

const place = document.getElementById('api');
const token = place.dataset.token;
delete place.dataset.token;

// what a login with the app's secret would have brought.
const authorize = (ui, schemes) => {
  for (const [name, schema] of Object.entries(schemes)) {
    if (schema.type === 'oauth2') {
      ui.authActions.authorizeOauth2({
        auth: { name, schema, scopes: [] },
        token: { access_token: token, token_type: 'bearer' },
      });
    }
  }
};

fetch(place.dataset.description, { headers: { Accept: 'application/json' } })
  .then(answer => {
    if (!answer.ok) throw new Error(`the description was answered with ${answer.status}`);
    return answer.json();
  })
  .then(spec => {
    spec.servers = [{ url: place.dataset.base || '/' }];
    const ui = SwaggerUIBundle({
      spec,
      domNode: place,
      deepLinking: false,
      docExpansion: 'none',
      defaultModelsExpandDepth: -1,
      filter: true,
      tryItOutEnabled: Boolean(token),
      persistAuthorization: false,
      validatorUrl: null,
      onComplete: () => {
        if (token) authorize(ui, spec.components?.securitySchemes ?? {});
      },
    });
  })
  .catch(error => {
    place.textContent = `The documentation could not be loaded: ${error.message}. Load the page again.`;
  });
