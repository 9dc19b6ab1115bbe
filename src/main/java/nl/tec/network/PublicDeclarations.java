package nl.tec.network;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.tec.network.Signature.IdentifiedBy;

/**
 * What everybody may read: declarations that all required signatories signed and whose moment of publication has come
 * (rules 6). Both are conditions of every query here, on the clock of the hub, so nothing is visible a second early.
 */
public interface PublicDeclarations {

    record Item(String slug, DeclarationKind kind, String title, Instant publicFrom, List<String> organisations) {}

    /** @param mandateBy on whose behalf; empty: on one's own */
    record SignedBy(
            String organisation, String position, String name, Instant at, IdentifiedBy how, String mandateBy) {}

    /**
     * @param text Markdown, with the names of the signatories not filled in where they differ
     * @param hasFile whether the sealed document is there
     * @param alterations what is not what was signed; empty when all is well
     */
    record Page(Item item, String text, List<SignedBy> signatures, boolean hasFile, List<Alteration> alterations) {}

    /** How many of them a page of the list has at most. */
    int PAGE = 20;

    /**
     * The last published first.
     *
     * @param words a part of the title, the text or the name of a signatory's organisation; empty: all
     * @param offset how many to skip
     * @return at most {@link #PAGE} and one more when there is a next page
     */
    List<Item> list(String words, int offset);

    Optional<Page> find(String slug);

    Optional<byte[]> file(String slug);
}
