/** The pages of taking part: what a school books and has arranged, signing up, the day, and how the programme manager sees all of it. */
@NullMarked
package nl.tec.bookings.web;

import org.jspecify.annotations.NullMarked;
