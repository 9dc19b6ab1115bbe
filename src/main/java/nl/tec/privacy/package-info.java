/**
 * Personal data (rules 8): what is held about somebody, over all modules, by account, by a link or on request by telephone or letter;
 * the register of processing; and the night that erases what is kept no longer. What there is, each module says itself:
 * {@link nl.tec.accounts.PersonalRecords}. Decision 0057.
 */
@NullMarked
package nl.tec.privacy;

import org.jspecify.annotations.NullMarked;
