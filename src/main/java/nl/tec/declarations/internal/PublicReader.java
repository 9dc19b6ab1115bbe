package nl.tec.declarations.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.DeclarationKind;
import nl.tec.declarations.PublicDeclarations;
import nl.tec.hub.Rows;
import nl.tec.shared.Like;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What everybody may read, or could. Every query here goes by {@link #KNOWN}. */
@Service
class PublicReader implements PublicDeclarations {

    /** Declaration d is public, or was until it was withdrawn: complete, and its moment came in time (rules 6). */
    private static final String KNOWN =
            "d.completed_at is not null and d.public_from <= coalesce(d.withdrawn_at, :now)";

    private static final String PUBLIC = """
            with public as (
              select d.id, d.slug, d.kind, d.public_from, v.title, v.text,
                     array(select s.organisation from signatory s join signature g on g.signatory_id = s.id and g.version_id = v.id
                            where s.declaration_id = d.id and s.withdrawn_at is null and s.organisation <> ''
                            group by s.organisation order by min(s.id)) as organisations
                from declaration d
                join lateral (select * from declaration_version where declaration_id = d.id order by number desc limit 1) v on true
               where d.withdrawn_at is null and %s)
            """.formatted(KNOWN);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final DeclarationReader reader;
    private final SignedRows signed;
    private final Integrity integrity;

    PublicReader(JdbcClient jdbc, Clock clock, DeclarationReader reader, SignedRows signed, Integrity integrity) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.reader = reader;
        this.signed = signed;
        this.integrity = integrity;
    }

    @Override
    public List<Item> list(String words, int offset) {
        String sought = Like.without(words.strip());
        return jdbc.sql(PUBLIC + """
                select * from public
                 where :words = '' or unaccent(title || ' ' || text || ' ' || array_to_string(organisations, ' '))
                                       ilike '%' || unaccent(:words) || '%'
                    or word_similarity(unaccent(:words), unaccent(title || ' ' || array_to_string(organisations, ' '))) >= 0.5
                 order by public_from desc, id desc limit :limit offset :offset
                """)
                .param("now", Rows.timestamp(clock.instant()))
                .param("words", sought)
                .param("limit", PAGE + 1)
                .param("offset", Math.max(0, offset))
                .query(PublicReader::item)
                .list();
    }

    @Override
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

    @Override
    public Optional<byte[]> file(String slug) {
        return jdbc.sql(PUBLIC + """
                select f.pdf from public p join declaration_file f on f.declaration_id = p.id where p.slug = :slug
                """)
                .param("now", Rows.timestamp(clock.instant()))
                .param("slug", slug)
                .query(byte[].class)
                .optional();
    }

    @Override
    public Optional<Withdrawn> withdrawn(String slug) {
        return jdbc.sql("""
                select d.id, d.kind, d.withdrawn_at, v.title
                  from declaration d
                  join lateral (select title from declaration_version where declaration_id = d.id order by number desc limit 1) v on true
                 where d.slug = :slug and d.withdrawn_at is not null and %s
                """.formatted(KNOWN))
                .param("now", Rows.timestamp(clock.instant()))
                .param("slug", slug)
                .query((row, n) -> new Withdrawn(
                        row.getString("title"),
                        Rows.constant(row, "kind", DeclarationKind.class),
                        Rows.instant(row, "withdrawn_at"),
                        replacement(row.getLong("id"))))
                .optional();
    }

    /** What came instead of a declaration, as far as everybody may know of it: it is public, or was. Null: nothing. */
    @Nullable Link replacement(long declarationId) {
        return jdbc.sql("""
                select d.slug, v.title
                  from declaration old join declaration d on d.id = old.replaced_by
                  join lateral (select title from declaration_version where declaration_id = d.id order by number desc limit 1) v on true
                 where old.id = :id and %s
                """.formatted(KNOWN))
                .param("now", Rows.timestamp(clock.instant()))
                .param("id", declarationId)
                .query((row, n) -> new Link(row.getString("title"), row.getString("slug")))
                .optional()
                .orElse(null);
    }

    /** The address under which everybody finds it, also when it was withdrawn; empty while it is not, or never was, public. */
    String address(long declarationId) {
        return jdbc.sql("select d.slug from declaration d where d.id = :id and " + KNOWN)
                .param("now", Rows.timestamp(clock.instant()))
                .param("id", declarationId)
                .query(String.class)
                .optional()
                .orElse("");
    }

    private Optional<Long> id(String slug) {
        return jdbc.sql(PUBLIC + "select id from public where slug = :slug")
                .param("now", Rows.timestamp(clock.instant()))
                .param("slug", slug)
                .query(Long.class)
                .optional();
    }

    private static Item item(ResultSet row, int n) throws SQLException {
        return new Item(
                row.getString("slug"),
                Rows.constant(row, "kind", DeclarationKind.class),
                row.getString("title"),
                Rows.instant(row, "public_from"),
                Rows.texts(row, "organisations"));
    }
}
