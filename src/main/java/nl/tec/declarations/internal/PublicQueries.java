package nl.tec.declarations.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.DeclarationKind;
import nl.tec.declarations.PublicDeclarations;
import nl.tec.declarations.PublicDeclarations.Item;
import nl.tec.declarations.PublicDeclarations.Link;
import nl.tec.declarations.PublicDeclarations.Page;
import nl.tec.declarations.PublicDeclarations.SignedBy;
import nl.tec.declarations.PublicDeclarations.Withdrawn;
import nl.tec.hub.Rows;
import nl.tec.shared.Like;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads the declarations that are or were public. Every query uses {@link #KNOWN}. */
@Component
public class PublicQueries {

    /** Whether declaration {@code d} is public, or was until it was withdrawn: complete, and published before (rules 6). */
    private static final String KNOWN =
            "d.completed_at is not null and d.public_from <= coalesce(d.withdrawn_at, :now)";

    private static final String PUBLIC = """
            with public as (
              select d.id, d.slug, d.kind, d.public_from, v.title, v.text,
                     array(select s.organisation from signatory s join signature g on g.signatory_id = s.id and g.version_id = v.id
                            where s.declaration_id = d.id and s.withdrawn_at is null and s.organisation <> ''
                            group by s.organisation order by min(s.id)) as organisations
                from declaration d
                join declaration_latest_version(d.id) v on true
               where d.withdrawn_at is null and %s)
            """.formatted(KNOWN);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final DeclarationQueries reader;
    private final SignedRows signed;
    private final Integrity integrity;

    PublicQueries(JdbcClient jdbc, Clock clock, DeclarationQueries reader, SignedRows signed, Integrity integrity) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.reader = reader;
        this.signed = signed;
        this.integrity = integrity;
    }

    public List<Item> list(String words, int offset) {
        String sought = Like.without(words.strip());
        return jdbc.sql(PUBLIC + """
                select * from public
                 where :words = '' or unaccent(title || ' ' || text || ' ' || array_to_string(organisations, ' '))
                                       ilike '%' || unaccent(:words) || '%'
                    or word_similarity(unaccent(:words), unaccent(title || ' ' || array_to_string(organisations, ' '))) >= 0.5
                 order by public_from desc, id desc limit :limit offset :offset
                """)
                .param("now", Rows.now(clock))
                .param("words", sought)
                .param("limit", PublicDeclarations.PAGE + 1)
                .param("offset", Math.max(0, offset))
                .query(Rows.of(Item.class))
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Page> find(String slug) {
        return id(slug).map(id -> {
            Declaration declaration = reader.find(id).orElseThrow();
            List<SignedRows.Row> rows = signed.list(id);
            List<SignedBy> signatures = rows.stream().map(SignedRows.Row::by).toList();
            return new Page(
                    new Item(
                            slug,
                            declaration.kind(),
                            declaration.title(),
                            Objects.requireNonNull(declaration.publicFrom()),
                            signatures.stream()
                                    .map(SignedBy::organisation)
                                    .filter(name -> !name.isEmpty())
                                    .distinct()
                                    .toList()),
                    DeclarationPaper.text(declaration, rows),
                    signatures,
                    declaration.hasFile(),
                    declaration.altered() ? integrity.check(id) : integrity.quick(id));
        });
    }

    public Optional<byte[]> file(String slug) {
        return jdbc.sql(PUBLIC + """
                select f.pdf from public p join declaration_file f on f.declaration_id = p.id where p.slug = :slug
                """)
                .param("now", Rows.now(clock))
                .param("slug", slug)
                .query(byte[].class)
                .optional();
    }

    public Optional<Withdrawn> withdrawn(String slug) {
        return jdbc.sql("""
                select d.id, d.kind, d.withdrawn_at, v.title
                  from declaration d
                  join declaration_latest_version(d.id) v on true
                 where d.slug = :slug and d.withdrawn_at is not null and %s
                """.formatted(KNOWN))
                .param("now", Rows.now(clock))
                .param("slug", slug)
                .query((row, n) -> new Withdrawn(
                        row.getString("title"),
                        Rows.constant(row, "kind", DeclarationKind.class),
                        Rows.instant(row, "withdrawn_at"),
                        replacement(row.getLong("id"))))
                .optional();
    }

    /** Finds the declaration that replaces another one, if it is or was public; null: none. */
    public @Nullable Link replacement(long declarationId) {
        return jdbc.sql("""
                select d.slug, v.title
                  from declaration old join declaration d on d.id = old.replaced_by
                  join declaration_latest_version(d.id) v on true
                 where old.id = :id and %s
                """.formatted(KNOWN))
                .param("now", Rows.now(clock))
                .param("id", declarationId)
                .query(Rows.of(Link.class))
                .optional()
                .orElse(null);
    }

    /** Returns the slug of the public page, even of a withdrawn declaration; empty if it is not, or never was, public. */
    public String address(long declarationId) {
        return jdbc.sql("select d.slug from declaration d where d.id = :id and " + KNOWN)
                .param("now", Rows.now(clock))
                .param("id", declarationId)
                .query(String.class)
                .optional()
                .orElse("");
    }

    public record KnownDocument(
            long id, Instant sealedAt, @Nullable Instant withdrawnAt) {}

    /** Finds the sealed document with a hash, public or not. */
    public Optional<KnownDocument> document(byte[] sha256) {
        return document("f.sha256 = :hash", sha256);
    }

    /** Finds the sealed document whose mark, or one of whose signed texts, has this hash. */
    public Optional<KnownDocument> documentOf(byte[] sha256) {
        return document("""
                f.record_sha256 = :hash
                or exists (select from signature g join declaration_latest_version(f.declaration_id) v on v.id = g.version_id
                           where g.text_sha256 = :hash)
                """, sha256);
    }

    private Optional<KnownDocument> document(String condition, byte[] hash) {
        return jdbc.sql("""
                select f.declaration_id as id, f.sealed_at, d.withdrawn_at
                  from declaration_file f join declaration d on d.id = f.declaration_id
                 where %s limit 1
                """.formatted(condition))
                .param("hash", hash)
                .query(Rows.of(KnownDocument.class))
                .optional();
    }

    private Optional<Long> id(String slug) {
        return jdbc.sql(PUBLIC + "select id from public where slug = :slug")
                .param("now", Rows.now(clock))
                .param("slug", slug)
                .query(Long.class)
                .optional();
    }
}
