-- Without words the library is a list of its newest items and how many there are, which reads every item that somebody may see. All that a
-- filter looks at stands in one index, so that counting reads none of their texts.
create index knowledge_item_listed on knowledge_item (published_at desc, id)
  include (access, organisation_id, kind, licence, minutes, po_from, po_to, worlds, audiences)
  where state = 'PUBLISHED';
drop index knowledge_item_state_published_at_id_idx;
