package nl.tec.privacy;

import java.util.Arrays;
import java.util.Optional;

/** The papers about privacy that a municipality needs, made of the register of processing and the settings of the hub. */
public enum PrivacyPaper {
    /** An assessment of the risks (article 35 of the GDPR), by the headings of the model of the Dutch government. */
    DPIA("dpia"),
    /** The annexes of an agreement with whoever runs the hub (article 28). */
    AGREEMENT("verwerkersovereenkomst"),
    /** What to do about a data breach (articles 33 and 34). */
    BREACH("datalek");

    private final String address;

    PrivacyPaper(String address) {
        this.address = address;
    }

    /** Returns its part of a URL, which is the name of the file too. */
    public String address() {
        return address;
    }

    public static Optional<PrivacyPaper> at(String address) {
        return Arrays.stream(values())
                .filter(paper -> paper.address.equals(address))
                .findFirst();
    }
}
