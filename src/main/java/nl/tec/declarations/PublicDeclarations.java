package nl.tec.declarations;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.tec.declarations.Signature.IdentifiedBy;
import nl.tec.declarations.internal.PublicQueries;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Finds the public declarations: all required signatories have signed, and the moment of publication has passed (rules 6). Every query
 * checks both conditions on the clock of the hub, so that nothing is visible a second early.
 */
@Service
public class PublicDeclarations {

    public record Item(
            String slug, DeclarationKind kind, String title, Instant publicFrom, List<String> organisations) {}

    /** A public signature. @param mandateBy on whose behalf; empty: without a mandate */
    public record SignedBy(
            String organisation, String position, String name, Instant at, IdentifiedBy how, String mandateBy) {}

    /**
     * The public page of a declaration.
     *
     * @param text Markdown, with placeholders where the texts of the signatories differ
     * @param hasFile whether the sealed document exists
     * @param alterations the detected alterations
     */
    public record Page(
            Item item, String text, List<SignedBy> signatures, boolean hasFile, List<Alteration> alterations) {}

    /** A link to another public declaration. */
    public record Link(String title, String slug) {}

    /**
     * A declaration that was public until it was withdrawn. Its text is no longer shown.
     *
     * @param replacedBy the declaration that replaces it; null: none, or it is not public
     */
    public record Withdrawn(
            String title,
            DeclarationKind kind,
            Instant at,
            @Nullable Link replacedBy) {}

    /** The maximum number of declarations on a page of the list. */
    public static final int PAGE = 20;

    private final PublicQueries queries;

    PublicDeclarations(PublicQueries queries) {
        this.queries = queries;
    }

    /**
     * Returns public declarations, the latest published first.
     *
     * @param words a part of the title, the text or the name of a signatory's organisation; empty: all
     * @param offset the number to skip
     * @return at most {@link #PAGE}, plus one if there is a next page
     */
    public List<Item> list(String words, int offset) {
        return queries.list(words, offset);
    }

    public Optional<Page> find(String slug) {
        return queries.find(slug);
    }

    /** Finds a declaration that was public until it was withdrawn. */
    public Optional<Withdrawn> withdrawn(String slug) {
        return queries.withdrawn(slug);
    }

    public Optional<byte[]> file(String slug) {
        return queries.file(slug);
    }
}
