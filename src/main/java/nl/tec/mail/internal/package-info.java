/** The implementation of the mail module; nothing outside this module uses it. */
@NullMarked
package nl.tec.mail.internal;

import org.jspecify.annotations.NullMarked;
