package nl.tec.partners;

import java.time.LocalDate;
import nl.tec.documents.UploadedFile;

/** The proof that an organisation is connected. */
public sealed interface Proof {

    /** A declaration that the organisation signed online; it is looked up. */
    record Signed() implements Proof {}

    /** A scan of a declaration signed on paper. */
    record Paper(UploadedFile document) implements Proof {}

    /** A fee that was received. */
    record Fee(long cents, LocalDate received) implements Proof {}
}
