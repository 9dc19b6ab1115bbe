package nl.tec.mail.internal;

/** Fuzz target: parses a mail as a bounce report. */
public final class ReturnedMails {

    private ReturnedMails() {}

    public static void read(byte[] bytes) {
        MailReturns.read(bytes);
    }
}
