/**
 * Mail: what has to go out is written in the transaction of what it tells about ({@link nl.tec.mail.Outbox}), and is
 * made and sent once, after commit, by a job. Modules above supply a {@code MailTemplate} per kind of mail.
 * <p>In a demo hub nothing leaves the building: the mailbox page shows what would have been sent.
 */
@NullMarked
package nl.tec.mail;

import org.jspecify.annotations.NullMarked;
