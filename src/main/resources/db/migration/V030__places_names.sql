-- Names of rooms come from memory now (PlaceNames); nobody reads the view any more.
drop view room_name;
