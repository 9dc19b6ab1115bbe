/**
 * Personal data (rules 8): access to the data held about a person by any module, via an account, a link, or a request by telephone or
 * letter; the register of processing; and the nightly erasure of expired data. Each module declares its own data:
 * {@link nl.tec.accounts.PersonalRecords}. Decision 0057.
 */
@NullMarked
package nl.tec.privacy;

import org.jspecify.annotations.NullMarked;
