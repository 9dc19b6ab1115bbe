package nl.tec.mail.internal;

/** The loopback hosts, which need no encryption because the traffic stays on the machine. */
final class ThisMachine {

    private ThisMachine() {}

    static boolean is(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1") || host.equals("[::1]");
    }
}
