/**
 * Mail: a mail is put in the outbox in the transaction that it reports on ({@link nl.tec.mail.Outbox}), and
 * rendered and sent once, after commit, by a job. Modules above supply a {@code MailTemplate} per kind of mail.
 * <p>A demo hub sends no mail: the mailbox page shows what would have been sent.
 */
@NullMarked
package nl.tec.mail;

import org.jspecify.annotations.NullMarked;
