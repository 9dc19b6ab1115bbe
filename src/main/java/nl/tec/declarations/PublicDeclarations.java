package nl.tec.declarations;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.tec.declarations.Signature.IdentifiedBy;
import nl.tec.declarations.internal.PublicQueries;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The declarations that everybody may read: all required signatories signed and their moment of publication has come
 * (rules 6). Both are conditions of every query here, on the clock of the hub, so nothing is visible a second early.
 */
@Service
public class PublicDeclarations {

    public record Item(
            String slug, DeclarationKind kind, String title, Instant publicFrom, List<String> organisations) {}

    /** @param mandateBy on whose behalf; empty: on one's own */
    public record SignedBy(
            String organisation, String position, String name, Instant at, IdentifiedBy how, String mandateBy) {}

    /**
     * @param text Markdown, with the names of the signatories not filled in where they differ
     * @param hasFile whether the sealed document is there
     * @param alterations what is not what was signed; empty when all is well
     */
    public record Page(
            Item item, String text, List<SignedBy> signatures, boolean hasFile, List<Alteration> alterations) {}

    /** Another declaration, which everybody may read. */
    public record Link(String title, String slug) {}

    /**
     * One that was public. Its text is not shown any more.
     *
     * @param replacedBy the one that came instead; null: none, or it is not public
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
     * The last published first.
     *
     * @param words a part of the title, the text or the name of a signatory's organisation; empty: all
     * @param offset how many to skip
     * @return at most {@link #PAGE} and one more when there is a next page
     */
    public List<Item> list(String words, int offset) {
        return queries.list(words, offset);
    }

    public Optional<Page> find(String slug) {
        return queries.find(slug);
    }

    /** One that was public until it was withdrawn; empty for what never was. */
    public Optional<Withdrawn> withdrawn(String slug) {
        return queries.withdrawn(slug);
    }

    public Optional<byte[]> file(String slug) {
        return queries.file(slug);
    }
}
