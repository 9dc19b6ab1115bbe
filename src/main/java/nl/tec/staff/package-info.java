/**
 * Staff: who can be planned, when, and for what (requirement C3, rules 4), and who guides which session.
 * <p>{@link nl.tec.staff.StaffRegister} holds the people with their skills, availability and certificate of conduct,
 * {@link nl.tec.staff.Assignments} assigns guides to sessions and reports obstacles, {@link nl.tec.staff.Roster} reads the week
 * and its gaps. People without an account can be planned too, and answer by a link in the mail.
 */
@NullMarked
package nl.tec.staff;

import org.jspecify.annotations.NullMarked;
