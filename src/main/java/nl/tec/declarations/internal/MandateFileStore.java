package nl.tec.declarations.internal;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.declarations.DeclarationFields;
import nl.tec.declarations.MandateFiles.Entry;
import nl.tec.documents.EvidenceDocument;
import nl.tec.documents.FileType;
import nl.tec.documents.StoredFile;
import nl.tec.documents.UploadedFile;
import nl.tec.hub.Rows;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import nl.tec.shared.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stores the documents of mandates in the database with the signatures, so that one backup has both. Append-only. */
@Component
public class MandateFileStore {

    /** The maximum number of documents per signatory, which avoids pagination. */
    private static final int MAX = 20;

    private static final String ENTRIES = """
            select f.signatory_id, f.id, f.name, length(f.content) as bytes, encode(f.sha256, 'hex') as sha256, f.added_at as at,
                   f.id = max(f.id) over (partition by f.signatory_id) as counts
              from mandate_file f join signatory s on s.id = f.signatory_id
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Audit audit;
    private final History history;

    MandateFileStore(JdbcClient jdbc, Clock clock, Audit audit, History history) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.audit = audit;
        this.history = history;
    }

    public Map<Long, List<Entry>> of(long declarationId) {
        return jdbc.sql(ENTRIES + " where s.declaration_id = ? order by f.signatory_id, f.id desc")
                .param(declarationId)
                .query(Rows.listsById("signatory_id", Rows.of(Entry.class)));
    }

    public List<Entry> own(long signatoryId, Actor partner) {
        List<Long> organisations = partner.organisations(Role.PARTNER);
        return organisations.isEmpty()
                ? List.of()
                : jdbc.sql(ENTRIES + """
                         where s.id = :signatory and s.organisation_id in (:organisations) and s.invited_at is not null
                         order by f.id desc
                        """)
                        .param("signatory", signatoryId)
                        .param("organisations", organisations)
                        .query(Rows.of(Entry.class))
                        .list();
    }

    @Transactional
    public Problems add(long declarationId, long signatoryId, UploadedFile file, Actor by) {
        Problems problems = EvidenceDocument.check(file.bytes(), new Problems());
        int there = jdbc.sql("""
                select (select count(*) from mandate_file where signatory_id = s.id)::int
                  from signatory s where s.id = :id and s.declaration_id = :declaration and s.mandate_by is not null for update
                """)
                .param("id", signatoryId)
                .param("declaration", declarationId)
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> new NotFound("mandate of signatory " + signatoryId));
        problems.addIf(there >= MAX, DeclarationFields.FILE, "mandate.problem.tooMany", MAX);
        if (!problems.any()) {
            put(declarationId, signatoryId, file, by);
        }
        return problems;
    }

    /** Stores a document. @param file a valid document */
    public void put(long declarationId, long signatoryId, UploadedFile file, Actor by) {
        FileType type = Objects.requireNonNull(EvidenceDocument.type(file.bytes()));
        String name = type.fileName(file.name(), "volmacht");
        jdbc.sql("""
                insert into mandate_file (signatory_id, name, type, content, sha256, added_at, account_id)
                values (:signatory, :name, :type, :content, :sha, :now, :account)
                """)
                .param("signatory", signatoryId)
                .param("name", name)
                .param("type", type.media())
                .param("content", file.bytes())
                .param("sha", Sha256.of(file.bytes()))
                .param("now", Rows.now(clock))
                .param("account", by.accountId())
                .update();
        history.add(declarationId, "MANDATE_FILE_ADDED", by, signatoryId, name);
    }

    @Transactional
    public StoredFile read(long declarationId, long fileId, Actor by) {
        StoredFile content = jdbc.sql("""
                select f.name, f.type as media, f.content as bytes from mandate_file f join signatory s on s.id = f.signatory_id
                 where f.id = :file and s.declaration_id = :declaration
                """)
                .param("file", fileId)
                .param("declaration", declarationId)
                .query(Rows.of(StoredFile.class))
                .optional()
                .orElseThrow(() -> new NotFound("document " + fileId));
        audit.add(by, "MANDATE_FILE_READ", "declaration", declarationId);
        return content;
    }

    public StoredFile readOwn(long signatoryId, long fileId, Actor partner) {
        if (own(signatoryId, partner).stream().noneMatch(entry -> entry.id() == fileId)) {
            throw new NotFound("document " + fileId);
        }
        return jdbc.sql("select name, type as media, content as bytes from mandate_file where id = ?")
                .param(fileId)
                .query(Rows.of(StoredFile.class))
                .single();
    }
}
