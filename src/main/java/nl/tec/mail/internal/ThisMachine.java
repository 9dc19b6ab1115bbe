package nl.tec.mail.internal;

/** The hosts that need no encryption, because what is sent to them stays on the machine. */
final class ThisMachine {

    private ThisMachine() {}

    static boolean is(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1") || host.equals("[::1]");
    }
}
