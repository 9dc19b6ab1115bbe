package nl.tec.organisations.internal;

import java.util.List;
import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Holding;
import nl.tec.accounts.Holding.Basis;
import nl.tec.accounts.Holding.Subject;
import nl.tec.accounts.Holding.Viewer;
import nl.tec.accounts.PersonalRecords;
import nl.tec.accounts.RetentionTerm;
import nl.tec.accounts.RetentionTerm.Since;
import nl.tec.organisations.Classes;
import nl.tec.shared.SchoolYear;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
@Order(10)
public class OwnClassStore implements PersonalRecords {

    private final JdbcClient jdbc;
    private final Classes classes;

    OwnClassStore(JdbcClient jdbc, Classes classes) {
        this.jdbc = jdbc;
        this.classes = classes;
    }

    public Set<Long> of(Actor actor) {
        return jdbc.sql("select class_id from own_class where account_id = ?")
                .param(actor.accountId())
                .query(Long.class)
                .set();
    }

    public boolean mark(Actor actor, long classId, boolean own) {
        if (classes.find(classId).filter(k -> actor.worksAt(k.siteId())).isEmpty()) {
            return false;
        }
        jdbc.sql(
                        own
                                ? "insert into own_class (account_id, class_id) values (?, ?) on conflict do nothing"
                                : "delete from own_class where account_id = ? and class_id = ?")
                .params(actor.accountId(), classId)
                .update();
        return true;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(Holding.kept(
                "own-classes",
                Set.of(Subject.SCHOOL_STAFF),
                Basis.AGREEMENT,
                RetentionTerm.until(Since.ACCOUNT_DELETED),
                Set.of(Viewer.COORDINATOR),
                List.of("own_class.account_id")));
    }

    @Override
    public List<Section> about(Person person) {
        return List.of(new Section(
                "classes.own",
                jdbc.sql("""
                        select k.label, o.name, k.school_year
                        from own_class c join school_class k on k.id = c.class_id join organisation o on o.id = k.site_id
                        where c.account_id = ? order by k.school_year desc, k.label
                        """)
                        .param(person.accountId())
                        .query((row, n) -> List.of(new Fact(
                                "classes.class",
                                row.getString(1) + ", " + row.getString(2) + ", " + new SchoolYear(row.getInt(3)))))
                        .list()));
    }

    @Override
    public void forget(Person person) {
        jdbc.sql("delete from own_class where account_id = ?")
                .param(person.accountId())
                .update();
    }
}
