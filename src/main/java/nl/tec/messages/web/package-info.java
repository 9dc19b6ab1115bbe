/** The demo hub's mailbox page. */
@NullMarked
package nl.tec.messages.web;

import org.jspecify.annotations.NullMarked;
