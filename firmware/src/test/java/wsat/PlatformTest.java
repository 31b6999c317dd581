package wsat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_INTERFACE;
import static org.objectweb.asm.Opcodes.ACC_NATIVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** The third law: the firmware asks a JVM for what platform.txt lists (CLDC 8, Compact) and nothing more. */
class PlatformTest {
    private static final Path LIST = Path.of("platform.txt");

    @Test
    void theFirmwareAsksForWhatPlatformTxtListsAndNothingMore() throws IOException {
        Asked asked = new Asked();
        for (ClassNode c : FirmwareClasses.all()) {
            c.accept(new Asking(asked));
        }
        asked.places.keySet().removeAll(list());
        FirmwareClasses.assertNone(
                asked.places.entrySet().stream()
                    .map(e -> e.getKey() + "\n      in " + String.join(", ", e.getValue())).toList(),
                "The firmware asks for what platform.txt does not list. Do without it, or add the line if CLDC 8 "
                    + "Compact has it and it makes no garbage:");
    }

    @Test
    void theListIsSortedAndSaysNothingTwice() throws IOException {
        assertEquals(List.copyOf(new TreeSet<>(list())), list());
    }

    @Test
    void everyClassFileIsOfVersion52() throws IOException {
        FirmwareClasses.assertNone(
                FirmwareClasses.all().stream().filter(c -> c.version != Opcodes.V1_8)
                    .map(c -> c.name + " is of version " + (c.version & 0xFFFF) + "." + (c.version >>> 16)).toList(),
                "A CLDC 8 machine reads class files of version 52.0 (javac --release 8):");
    }

    @Test
    void nothingIsBoundByInvokedynamic() throws IOException {
        assertNoMethod((c, m) -> Stream.of(m.instructions.toArray())
                .anyMatch(i -> i.getType() == AbstractInsnNode.INVOKE_DYNAMIC_INSN),
                "A CLDC 8 machine has no invokedynamic; write the lambda or method reference as a class:");
    }

    @Test
    void noInterfaceMethodHasABody() throws IOException {
        assertNoMethod((c, m) -> FirmwareClasses.has(c.access, ACC_INTERFACE)
                && !FirmwareClasses.has(m.access, ACC_ABSTRACT) && !m.name.equals("<clinit>"),
                "A CLDC 8 machine refuses interface methods with a body, default and static ones alike:");
    }

    @Test
    void nothingIsFinalizedOrNative() throws IOException {
        assertNoMethod((c, m) -> m.name.equals("finalize") || FirmwareClasses.has(m.access, ACC_NATIVE),
                "A CLDC 8 machine runs no finalizer and links no native method:");
    }

    private static void assertNoMethod(BiPredicate<ClassNode, MethodNode> wrong, String rule) throws IOException {
        List<String> found = new ArrayList<>();
        for (ClassNode c : FirmwareClasses.all()) {
            c.methods.stream().filter(m -> wrong.test(c, m)).forEach(m -> found.add(c.name + "." + m.name));
        }
        FirmwareClasses.assertNone(found, rule);
    }

    private static List<String> list() throws IOException {
        return Files.readAllLines(LIST).stream().filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
    }

    /** Leads a remapper through one class. */
    private static final class Asking extends ClassRemapper {
        private final Asked asked;

        Asking(Asked asked) {
            super(Opcodes.ASM9, new ClassNode(), asked);
            this.asked = asked;
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            asked.place = name.replace('/', '.');
            super.visit(version, access, name, signature, parent, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
                String[] thrown) {
            asked.place = className.replace('/', '.') + "." + name;
            return super.visitMethod(access, name, descriptor, signature, thrown);
        }
    }

    /** Renames nothing, and so is shown every name: which of the platform's are asked for, and where. */
    private static final class Asked extends Remapper {
        /** From a name in the notation of platform.txt. */
        final Map<String, Set<String>> places = new TreeMap<>();
        String place;

        Asked() {
            super(Opcodes.ASM9);
        }

        @Override
        public String map(String type) {
            return note(type, "", "");
        }

        @Override
        public String mapFieldName(String owner, String name, String descriptor) {
            note(FirmwareClasses.declarer(owner, name, descriptor), "." + name, "");
            return name;
        }

        @Override
        public String mapMethodName(String owner, String name, String descriptor) {
            String arguments = Stream.of(Type.getArgumentTypes(descriptor)).map(Type::getClassName)
                    .collect(Collectors.joining(",", "(", ")"));
            note(FirmwareClasses.declarer(owner, name, descriptor), "." + name, arguments);
            return name;
        }

        private String note(String type, String member, String arguments) {
            if (!FirmwareClasses.isOurs(type)) {
                places.computeIfAbsent(type.replace('/', '.') + member + arguments, n -> new TreeSet<>()).add(place);
            }
            return type;
        }
    }
}
