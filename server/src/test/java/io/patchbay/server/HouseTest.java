package io.patchbay.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Needs;
import io.patchbay.server.access.Open;
import io.patchbay.server.access.SignedIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The rules of the house, as ARCHITECTURE.md draws them. A room imports the floors below it, and on its own
/// floor the neighbours that stand here.
class HouseTest {
    private record Room(int floor, Set<String> neighbours) {}

    private static final Map<String, Room> HOUSE = Map.ofEntries(
            room(0, "db"),
            room(0, "vault", "db"),
            room(0, "web"),
            room(1, "access"),
            room(1, "catalogue", "access"),
            room(1, "cluster"),
            room(1, "vendor", "catalogue"),
            room(2, "instance"),
            room(2, "thing"),
            room(2, "link", "instance"),
            room(2, "client", "instance", "link", "thing"),
            room(3, "action"),
            room(3, "event"),
            room(3, "history"),
            room(3, "subject", "action", "webhook"),
            room(3, "webhook", "event"),
            room(4, "run"),
            room(5, "connect"),
            room(5, "console", "connect"));

    private static final String ROOT = "io.patchbay.server";
    private static final JavaClasses SERVER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
    private static final JavaClasses SPI = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.patchbay.thing", "io.patchbay.connector");

    @Test
    void the_rules_saw_the_house() {
        assertThat(SERVER.size()).isGreaterThan(120);
        assertThat(SPI.size()).isGreaterThan(50);
        assertThat(SERVER.stream().map(HouseTest::room).distinct().filter(r -> !r.isEmpty()))
                .containsExactlyInAnyOrderElementsOf(HOUSE.keySet());
    }

    @Test
    void a_room_imports_the_floors_below_and_its_named_neighbours() {
        List<String> wrong = new ArrayList<>();
        for (JavaClass from : SERVER) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass();
                if (to.getPackageName().startsWith(ROOT) && !allowed(room(from), room(to))) {
                    wrong.add(room(from) + " -> " + room(to) + ": " + dependency.getDescription());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean allowed(String from, String to) {
        if (from.equals(to) || from.isEmpty()) {
            return true; // the composition knows every room
        }
        Room importer = HOUSE.get(from);
        Room imported = HOUSE.get(to);
        return importer != null
                && imported != null
                && (imported.floor() < importer.floor() || importer.neighbours().contains(to));
    }

    @Test
    void only_db_knows_where_connections_come_from() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".db")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("javax.sql.DataSource")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("com.zaxxer..", "org.flywaydb..", "io.zonky..", "org.postgresql.ds..")
                .check(SERVER);
    }

    @Test
    void the_server_knows_no_connector_by_name() {
        noClasses()
                .should()
                .dependOnClassesThat(new DescribedPredicate<>("are a connector's") {
                    @Override
                    public boolean test(JavaClass c) {
                        String p = c.getPackageName();
                        return p.startsWith("io.patchbay.")
                                && !p.startsWith(ROOT)
                                && !p.equals("io.patchbay.thing")
                                && !p.startsWith("io.patchbay.connector");
                    }
                })
                .check(SERVER);
    }

    @Test
    void the_contract_depends_on_nothing() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.patchbay.thing", "io.patchbay.connector..")
                .check(SPI);
    }

    @Test
    void stores_and_routes_are_furniture_of_their_room() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Store")
                .or()
                .haveSimpleNameEndingWith("Routes")
                .should()
                .notBePublic()
                .check(SERVER);
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Routes")
                .should(new ArchCondition<>("call a store") {
                    @Override
                    public void check(JavaClass routes, ConditionEvents events) {
                        routes.getMethodCallsFromSelf().stream()
                                .filter(call ->
                                        call.getTargetOwner().getSimpleName().endsWith("Store"))
                                .forEach(call ->
                                        events.add(SimpleConditionEvent.satisfied(call, call.getDescription())));
                    }
                })
                .check(SERVER);
    }

    @Test
    void every_route_says_who_may_call_it() {
        methods()
                .that()
                .areMetaAnnotatedWith(jakarta.ws.rs.HttpMethod.class)
                .should()
                .beAnnotatedWith(Needs.class)
                .orShould()
                .beAnnotatedWith(SignedIn.class)
                .orShould()
                .beAnnotatedWith(Open.class)
                .check(SERVER);
        // the framework passes over others with no more than a warning
        methods()
                .that()
                .areMetaAnnotatedWith(jakarta.ws.rs.HttpMethod.class)
                .should()
                .bePublic()
                .check(SERVER);
    }

    @Test
    void every_query_of_a_tenants_rows_carries_its_app() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .haveSimpleNameEndingWith("Store")
                .and()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(
                        ROOT + ".connect",
                        ROOT + ".instance",
                        ROOT + ".client",
                        ROOT + ".thing",
                        ROOT + ".action",
                        ROOT + ".history",
                        ROOT + ".subject",
                        ROOT + ".webhook")
                .and()
                .areNotPrivate()
                .should(new ArchCondition<>("take an AppId or end in AcrossApps") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        boolean touchesRows = method.getMethodCallsFromSelf().stream()
                                .anyMatch(call -> call.getTargetOwner()
                                                .getName()
                                                .startsWith("org.jdbi.")
                                        || call.getTargetOwner().getName().equals(ROOT + ".db.Db"));
                        boolean carries = method.getName().endsWith("AcrossApps")
                                || method.getName().contains("$")
                                || method.getRawParameterTypes().stream().anyMatch(HouseTest::carriesApp);
                        if (touchesRows && !carries) {
                            events.add(SimpleConditionEvent.violated(method, method.getFullName()));
                        }
                    }
                })
                .check(SERVER);
    }

    private static boolean carriesApp(JavaClass type) {
        return type.isEquivalentTo(AppId.class)
                || type.tryGetMethod("app")
                        .map(m -> m.getRawReturnType().isEquivalentTo(AppId.class))
                        .orElse(false);
    }

    @Test
    void time_comes_from_the_clock_and_settings_from_their_door() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Main")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(SERVER);
    }

    @Test
    void names_are_the_fields_own() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)(\\$.*)?$")
                .orShould()
                .haveNameMatching(".*\\.(Base|Abstract)[A-Z][^.]*$")
                .check(SERVER);
    }

    @Test
    void every_package_is_null_marked() {
        for (JavaClasses tree : List.of(SERVER, SPI)) {
            assertThat(tree.stream()
                            .map(JavaClass::getPackage)
                            .distinct()
                            .filter(p -> !p.getClasses().isEmpty()))
                    .allSatisfy(p -> assertThat(p.isAnnotatedWith(NullMarked.class))
                            .as(p.getName())
                            .isTrue());
        }
    }

    @Test
    void files_are_small() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> sources = files.filter(
                            f -> f.toString().endsWith(".java") && !f.toString().contains("/target/"))
                    .toList();
            assertThat(sources.size()).isGreaterThan(150);
            assertThat(sources)
                    .allSatisfy(f ->
                            assertThat(Files.readAllLines(f)).as(f.toString()).hasSizeLessThanOrEqualTo(400));
            List<Integer> sizes = new ArrayList<>();
            for (Path f : sources) {
                sizes.add(Files.readAllLines(f).size());
            }
            assertThat(sizes.stream().sorted().skip(sizes.size() / 2).findFirst())
                    .hasValueSatisfying(m -> assertThat(m).isLessThanOrEqualTo(80));
        }
    }

    private static String room(JavaClass c) {
        String rest = c.getPackageName().substring(ROOT.length());
        return rest.isEmpty() ? "" : rest.substring(1).replaceAll("\\..*", "");
    }

    private static Map.Entry<String, Room> room(int floor, String name, String... neighbours) {
        return Map.entry(name, new Room(floor, Set.of(neighbours)));
    }
}
