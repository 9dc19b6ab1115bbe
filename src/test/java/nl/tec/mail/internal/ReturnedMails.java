package nl.tec.mail.internal;

/** Reads a mail as one that says that another did not arrive. */
public final class ReturnedMails {

    private ReturnedMails() {}

    public static void read(byte[] bytes) {
        MailReturns.read(bytes);
    }
}
