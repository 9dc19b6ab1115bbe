package nl.tec.knowledge.internal;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.accounts.Actor;
import nl.tec.documents.FileStore;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.knowledge.Item;
import nl.tec.knowledge.ItemDetails;
import nl.tec.knowledge.ItemModeration;
import nl.tec.knowledge.ItemState;
import nl.tec.programme.ActivityMaterial.Moment;
import nl.tec.shared.Slugs;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes items that passed validation. */
@Component
public class ItemStore {

    /** The limit for the text of all files of an item together. */
    private static final int MAX_FILE_TEXT = 200_000;

    private final JdbcClient jdbc;
    private final FileStore files;
    private final Texts texts;
    private final Clock clock;

    ItemStore(JdbcClient jdbc, FileStore files, Texts texts, Clock clock) {
        this.jdbc = jdbc;
        this.files = files;
        this.texts = texts;
        this.clock = clock;
    }

    /** Inserts a draft; its slug is derived from the Dutch title. */
    public long insert(ItemDetails details, Actor by) {
        return insert(details, Map.of(), by);
    }

    /** Inserts a draft of an organisation. @param revises the item that it is a change of; null: a new item */
    public long insertOwn(ItemDetails details, @Nullable Long revises, Actor by) {
        return insert(details, revises == null ? Map.of("own", true) : Map.of("own", true, "revises_id", revises), by);
    }

    private long insert(ItemDetails details, Map<String, Object> others, Actor by) {
        Map<String, @Nullable Object> values = values(details, by);
        values.put("state", ItemState.DRAFT.name());
        values.putAll(others);
        return Rows.insertUnderFreeSlug(
                jdbc,
                "insert into knowledge_item",
                Slugs.of(details.words().title().dutch(), "materiaal"),
                values);
    }

    public void update(long id, ItemDetails details, Actor by) {
        Map<String, @Nullable Object> values = values(details, by);
        String assigned = Rows.assigned(values.keySet());
        values.put("id", id);
        jdbc.sql("update knowledge_item set " + assigned + ", version = version + 1 where id = :id")
                .params(values)
                .update();
    }

    public void become(long id, ItemState state, Actor by) {
        jdbc.sql("""
                update knowledge_item set state = :state, changed_at = :now, changed_by = :by, moderation = null, moderation_message = '',
                       published_at = case when :state = 'PUBLISHED' then coalesce(published_at, :now) else published_at end
                 where id = :id
                """)
                .param("state", state.name())
                .param("now", Rows.now(clock))
                .param("by", by.accountId())
                .param("id", id)
                .update();
    }

    /** Puts an item in the queue for moderation. */
    public void submit(long id, Actor by) {
        jdbc.sql("update knowledge_item set moderation = 'SUBMITTED', submitted_at = ?, submitted_by = ? where id = ?")
                .params(Rows.now(clock), by.accountId(), id)
                .update();
    }

    /** @param message the question, or the reason for the refusal */
    public void answer(long id, ItemModeration answer, String message) {
        jdbc.sql("update knowledge_item set moderation = ?, moderation_message = ? where id = ?")
                .params(answer.name(), message, id)
                .update();
    }

    public void delete(long id) {
        jdbc.sql("delete from knowledge_item where id = ?").param(id).update();
    }

    public void copyFiles(long from, long to, Actor by) {
        jdbc.sql("""
                insert into knowledge_file (item_id, name, media, label, sha256, bytes, words, added_at, added_by)
                select ?, name, media, label, sha256, bytes, words, added_at, added_by from knowledge_file where item_id = ? order by id
                """).params(to, from).update();
        filesChanged(to, by);
    }

    /** Replaces an item and its files by its revision, and deletes the revision. */
    public void adopt(Item revision, long id, Actor by) {
        update(id, revision.details(), by);
        jdbc.sql("delete from knowledge_file where item_id = ?").param(id).update();
        jdbc.sql("update knowledge_file set item_id = ? where item_id = ?")
                .params(id, revision.id())
                .update();
        delete(revision.id());
        filesChanged(id, by);
    }

    /** Locks an item until the transaction ends; of a change first the item that it is a change of, as who withdraws that one does. */
    public void lock(long id) {
        jdbc.sql("""
                select 1 from knowledge_item where id in (:id, (select revises_id from knowledge_item where id = :id))
                 order by revises_id nulls first for update
                """).param("id", id).query(Integer.class).list();
    }

    /** @param sent the content of the file */
    public void addFile(long id, UploadCheck.Checked checked, FileStore.Sent sent, String label, Actor by) {
        jdbc.sql("""
                insert into knowledge_file (item_id, name, media, label, sha256, bytes, words, added_at, added_by)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(
                        id,
                        checked.file().name(),
                        checked.file().media(),
                        label.strip(),
                        files.put(sent),
                        sent.length(),
                        checked.words(),
                        Rows.now(clock),
                        by.accountId())
                .update();
        filesChanged(id, by);
    }

    public void removeFile(long id, long fileId, Actor by) {
        jdbc.sql("delete from knowledge_file where item_id = ? and id = ?")
                .params(id, fileId)
                .update();
        filesChanged(id, by);
    }

    /** Updates the search text of the files and the version of the item. */
    private void filesChanged(long id, Actor by) {
        jdbc.sql("""
                update knowledge_item set version = version + 1, changed_at = :now, changed_by = :by,
                       file_text = coalesce((select left(string_agg(concat_ws(' ', f.label, f.words), ' ' order by f.id), :max)
                                               from knowledge_file f where f.item_id = :id), '')
                 where id = :id
                """)
                .param("now", Rows.now(clock))
                .param("by", by.accountId())
                .param("max", MAX_FILE_TEXT)
                .param("id", id)
                .update();
    }

    public void attach(long id, long activityId, Moment moment) {
        jdbc.sql(
                        "insert into knowledge_activity (item_id, activity_id, moment) values (?, ?, ?) on conflict do nothing")
                .params(id, activityId, moment.name())
                .update();
    }

    public void detach(long id, long activityId, Moment moment) {
        jdbc.sql("delete from knowledge_activity where item_id = ? and activity_id = ? and moment = ?")
                .params(id, activityId, moment.name())
                .update();
    }

    public void attachToStep(long id, long stepId, Moment moment) {
        jdbc.sql("insert into knowledge_step (item_id, step_id, moment) values (?, ?, ?) on conflict do nothing")
                .params(id, stepId, moment.name())
                .update();
    }

    public void detachFromStep(long id, long stepId, Moment moment) {
        jdbc.sql("delete from knowledge_step where item_id = ? and step_id = ? and moment = ?")
                .params(id, stepId, moment.name())
                .update();
    }

    private Map<String, @Nullable Object> values(ItemDetails details, Actor by) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("kind", details.kind().name());
        values.put("access", details.access().name());
        Rows.put(values, "title", details.words().title());
        Rows.put(values, "summary", details.words().summary());
        Rows.put(values, "body", details.words().body());
        Rows.put(values, "worlds", details.worlds());
        Rows.put(values, "audiences", details.forWhom().audiences());
        Rows.put(values, "po", details.forWhom().groups());
        Rows.put(values, "vo", details.forWhom().years());
        Rows.put(values, "mbo", details.forWhom().mboYears());
        Rows.put(values, "goals", details.goals());
        values.put("minutes", details.minutes());
        values.put("licence", details.licence().name());
        values.put("language", details.language());
        values.put("organisation_id", details.organisationId());
        values.put("video_url", details.video());
        Rows.put(values, "tags", details.tags());
        values.put("review_on", details.reviewOn());
        values.put("labels", labels(details));
        values.put("changed_at", Rows.now(clock));
        values.put("changed_by", by.accountId());
        return values;
    }

    /** Returns the names that people use for an item, in both languages: 'les', 'lesmateriaal'. */
    private String labels(ItemDetails details) {
        return Texts.LANGUAGES.stream()
                .flatMap(language -> Stream.concat(
                        Stream.of(texts.text(language, "library.words." + details.kind())),
                        Stream.concat(
                                        details.worlds().stream(),
                                        details.forWhom().audiences().stream().sorted())
                                .map(constant -> texts.label(language, (Enum<?>) constant))))
                .collect(Collectors.joining(" "));
    }
}
