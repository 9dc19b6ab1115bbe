-- The key of the form that made an API key. A key is shown in the answer to its form only, so the same form sent again replaces the key that
-- was never shown. Null: made before this, by the version before, or by something else than a form.
alter table api_key add column form uuid;
