/** The implementation of accounts; nothing outside this module uses it. */
@NullMarked
package nl.tec.accounts.internal;

import org.jspecify.annotations.NullMarked;
