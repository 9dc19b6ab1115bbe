-- Replaced by the views of R__published_views.sql, which are named after their module.
drop view if exists school_name, exam_of_school, venue_name, bus_of_visit, session_waiting, session_availability, class_visit, class_booked,
  individual_visit, individual_booked, partner_session, class_visit_booked, attended, evidence_class_visit, evidence_offer_request,
  evidence_declaration, evidence_promise, evidence_membership cascade;
