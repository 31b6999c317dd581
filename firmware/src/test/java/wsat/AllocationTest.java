package wsat;

import static org.objectweb.asm.Opcodes.ACC_ENUM;
import static org.objectweb.asm.Opcodes.ANEWARRAY;
import static org.objectweb.asm.Opcodes.MULTIANEWARRAY;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.NEWARRAY;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * The second law: the firmware allocates only in constructors, in class initialisers, and where it throws.
 * With {@link PlatformTest}'s closed list this holds on every path, not only on those that a run takes.
 */
class AllocationTest {
    /** Methods that may allocate all the same: {@code wsat/at/Input.takeLine}, and why. None is known. */
    private static final Map<String, String> ALLOWED = Map.of();

    @Test
    void theFirmwareAllocatesOnlyInConstructors() throws IOException {
        List<String> found = new ArrayList<>();
        for (ClassNode c : FirmwareClasses.all()) {
            for (MethodNode m : c.methods) {
                if (!isInitialiser(m) && !isMadeByCompiler(c, m) && !ALLOWED.containsKey(c.name + "." + m.name)) {
                    m.instructions.forEach(i -> note(found, c, m, garbage(i)));
                }
            }
        }
        FirmwareClasses.assertNone(found, "A running firmware makes no garbage; make it once, in a constructor:");
    }

    private static void note(List<String> found, ClassNode c, MethodNode m, String garbage) {
        if (garbage != null) {
            found.add(c.name + "." + m.name + " " + garbage);
        }
    }

    private static boolean isInitialiser(MethodNode m) {
        return m.name.equals("<init>") || m.name.equals("<clinit>");
    }

    /** What every enum has: {@code $values()} is a part of its initialiser, the others must not be called. */
    private static boolean isMadeByCompiler(ClassNode c, MethodNode m) {
        return FirmwareClasses.has(c.access, ACC_ENUM) && (m.name + m.desc).matches(
                "\\$?values\\(\\).*|valueOf\\(Ljava/lang/String;\\).*");
    }

    /** What an instruction allocates, in words, or null. */
    private static String garbage(AbstractInsnNode i) {
        switch (i.getOpcode()) {
            case NEW:
                String type = ((TypeInsnNode) i).desc;
                return isA(Throwable.class, type) ? null : "makes a new " + type;
            case NEWARRAY:
            case ANEWARRAY:
            case MULTIANEWARRAY:
                return "makes a new array";
            default:
                return i instanceof MethodInsnNode ? garbage((MethodInsnNode) i) : null;
        }
    }

    /** A platform method that answers with an object has made one, as far as we can know. */
    private static String garbage(MethodInsnNode call) {
        boolean ours = FirmwareClasses.isOurs(FirmwareClasses.declarer(call.owner, call.name, call.desc));
        boolean givesObject = Type.getReturnType(call.desc).getSort() >= Type.ARRAY;
        boolean copiesEnum = isA(Enum.class, call.owner) && (call.name + call.desc).matches(
                "values\\(\\).*|valueOf\\(Ljava/lang/String;\\).*");
        return !ours && givesObject || copiesEnum
                ? "has an object made by " + call.owner + "." + call.name : null;
    }

    private static boolean isA(Class<?> parent, String internalName) {
        return parent.isAssignableFrom(FirmwareClasses.load(internalName));
    }
}
