/** The queries, mails, jobs and personal records of people who are planned. */
@NullMarked
package nl.tec.staff.internal;

import org.jspecify.annotations.NullMarked;
