/** The demo hub's mailbox page. */
@NullMarked
package nl.tec.mail.web;

import org.jspecify.annotations.NullMarked;
