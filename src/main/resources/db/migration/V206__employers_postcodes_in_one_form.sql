-- The postcode of an offer in the form in which organisations have theirs, 7411 HR, so that equal postcodes are equal. The version before
-- this one wrote what was typed, in capitals; it still may, and what reads a postcode takes both.
update offer
   set postcode = upper(left(btrim(postcode), 4) || ' ' || right(btrim(postcode), 2))
 where postcode ~ '^\s*[1-9][0-9]{3}\s?[A-Za-z]{2}\s*$' and postcode !~ '^[0-9]{4} [A-Z]{2}$';
