-- An administrator makes keys for neighbouring hubs, with scopes of their own (decision 0090).
alter table api_key drop constraint api_key_scopes_check;
alter table api_key add constraint api_key_scopes_check check (cardinality(scopes) > 0 and scopes <@ array['ACTIVITIES_READ',
  'ACTIVITIES_WRITE', 'OFFERS_READ', 'OFFERS_WRITE', 'BOOKINGS_READ', 'BOOKINGS_WRITE', 'NEIGHBOUR_READ', 'NEIGHBOUR_WRITE']);
