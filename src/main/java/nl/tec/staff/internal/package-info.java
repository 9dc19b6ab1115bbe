/** The mails, the jobs and the personal records of people who are planned. */
@NullMarked
package nl.tec.staff.internal;

import org.jspecify.annotations.NullMarked;
