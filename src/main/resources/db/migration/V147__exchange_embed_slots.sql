-- An organisation has ten sites at most: each takes a numbered place, so that two who name the tenth at once can't both. Empty: the
-- version before this one wrote it, or there were more already.
alter table embed_site
  add column slot smallint check (slot between 1 and 10),
  add constraint embed_site_slot unique (organisation_id, slot);
update embed_site s set slot = n.slot
  from (select id, row_number() over (partition by organisation_id order by id) as slot from embed_site) n
 where n.id = s.id and n.slot <= 10;
