// Declares so much that the tests cannot be compiled in time.
class Solution {
    static int f(int x) {
        return 0;
    }
    static <A0 extends java.util.Map<java.util.List<? extends java.util.Set<A0>>, java.util.Map<A0, A0>>> A0 g0(A0 x) {
        return x;
    }
    static <A1 extends java.util.Map<java.util.List<? extends java.util.Set<A1>>, java.util.Map<A1, A1>>> A1 g1(A1 x) {
        return x;
    }
    static <A2 extends java.util.Map<java.util.List<? extends java.util.Set<A2>>, java.util.Map<A2, A2>>> A2 g2(A2 x) {
        return x;
    }
    static <A3 extends java.util.Map<java.util.List<? extends java.util.Set<A3>>, java.util.Map<A3, A3>>> A3 g3(A3 x) {
        return x;
    }
    static <A4 extends java.util.Map<java.util.List<? extends java.util.Set<A4>>, java.util.Map<A4, A4>>> A4 g4(A4 x) {
        return x;
    }
    static <A5 extends java.util.Map<java.util.List<? extends java.util.Set<A5>>, java.util.Map<A5, A5>>> A5 g5(A5 x) {
        return x;
    }
    static <A6 extends java.util.Map<java.util.List<? extends java.util.Set<A6>>, java.util.Map<A6, A6>>> A6 g6(A6 x) {
        return x;
    }
    static <A7 extends java.util.Map<java.util.List<? extends java.util.Set<A7>>, java.util.Map<A7, A7>>> A7 g7(A7 x) {
        return x;
    }
    static <A8 extends java.util.Map<java.util.List<? extends java.util.Set<A8>>, java.util.Map<A8, A8>>> A8 g8(A8 x) {
        return x;
    }
    static <A9 extends java.util.Map<java.util.List<? extends java.util.Set<A9>>, java.util.Map<A9, A9>>> A9 g9(A9 x) {
        return x;
    }
    static <A10 extends java.util.Map<java.util.List<? extends java.util.Set<A10>>, java.util.Map<A10, A10>>> A10 g10(A10 x) {
        return x;
    }
    static <A11 extends java.util.Map<java.util.List<? extends java.util.Set<A11>>, java.util.Map<A11, A11>>> A11 g11(A11 x) {
        return x;
    }
    static <A12 extends java.util.Map<java.util.List<? extends java.util.Set<A12>>, java.util.Map<A12, A12>>> A12 g12(A12 x) {
        return x;
    }
    static <A13 extends java.util.Map<java.util.List<? extends java.util.Set<A13>>, java.util.Map<A13, A13>>> A13 g13(A13 x) {
        return x;
    }
    static <A14 extends java.util.Map<java.util.List<? extends java.util.Set<A14>>, java.util.Map<A14, A14>>> A14 g14(A14 x) {
        return x;
    }
    static <A15 extends java.util.Map<java.util.List<? extends java.util.Set<A15>>, java.util.Map<A15, A15>>> A15 g15(A15 x) {
        return x;
    }
    static <A16 extends java.util.Map<java.util.List<? extends java.util.Set<A16>>, java.util.Map<A16, A16>>> A16 g16(A16 x) {
        return x;
    }
    static <A17 extends java.util.Map<java.util.List<? extends java.util.Set<A17>>, java.util.Map<A17, A17>>> A17 g17(A17 x) {
        return x;
    }
    static <A18 extends java.util.Map<java.util.List<? extends java.util.Set<A18>>, java.util.Map<A18, A18>>> A18 g18(A18 x) {
        return x;
    }
    static <A19 extends java.util.Map<java.util.List<? extends java.util.Set<A19>>, java.util.Map<A19, A19>>> A19 g19(A19 x) {
        return x;
    }
    static <A20 extends java.util.Map<java.util.List<? extends java.util.Set<A20>>, java.util.Map<A20, A20>>> A20 g20(A20 x) {
        return x;
    }
    static <A21 extends java.util.Map<java.util.List<? extends java.util.Set<A21>>, java.util.Map<A21, A21>>> A21 g21(A21 x) {
        return x;
    }
    static <A22 extends java.util.Map<java.util.List<? extends java.util.Set<A22>>, java.util.Map<A22, A22>>> A22 g22(A22 x) {
        return x;
    }
    static <A23 extends java.util.Map<java.util.List<? extends java.util.Set<A23>>, java.util.Map<A23, A23>>> A23 g23(A23 x) {
        return x;
    }
    static <A24 extends java.util.Map<java.util.List<? extends java.util.Set<A24>>, java.util.Map<A24, A24>>> A24 g24(A24 x) {
        return x;
    }
    static <A25 extends java.util.Map<java.util.List<? extends java.util.Set<A25>>, java.util.Map<A25, A25>>> A25 g25(A25 x) {
        return x;
    }
    static <A26 extends java.util.Map<java.util.List<? extends java.util.Set<A26>>, java.util.Map<A26, A26>>> A26 g26(A26 x) {
        return x;
    }
    static <A27 extends java.util.Map<java.util.List<? extends java.util.Set<A27>>, java.util.Map<A27, A27>>> A27 g27(A27 x) {
        return x;
    }
    static <A28 extends java.util.Map<java.util.List<? extends java.util.Set<A28>>, java.util.Map<A28, A28>>> A28 g28(A28 x) {
        return x;
    }
    static <A29 extends java.util.Map<java.util.List<? extends java.util.Set<A29>>, java.util.Map<A29, A29>>> A29 g29(A29 x) {
        return x;
    }
    static <A30 extends java.util.Map<java.util.List<? extends java.util.Set<A30>>, java.util.Map<A30, A30>>> A30 g30(A30 x) {
        return x;
    }
    static <A31 extends java.util.Map<java.util.List<? extends java.util.Set<A31>>, java.util.Map<A31, A31>>> A31 g31(A31 x) {
        return x;
    }
    static <A32 extends java.util.Map<java.util.List<? extends java.util.Set<A32>>, java.util.Map<A32, A32>>> A32 g32(A32 x) {
        return x;
    }
    static <A33 extends java.util.Map<java.util.List<? extends java.util.Set<A33>>, java.util.Map<A33, A33>>> A33 g33(A33 x) {
        return x;
    }
    static <A34 extends java.util.Map<java.util.List<? extends java.util.Set<A34>>, java.util.Map<A34, A34>>> A34 g34(A34 x) {
        return x;
    }
    static <A35 extends java.util.Map<java.util.List<? extends java.util.Set<A35>>, java.util.Map<A35, A35>>> A35 g35(A35 x) {
        return x;
    }
    static <A36 extends java.util.Map<java.util.List<? extends java.util.Set<A36>>, java.util.Map<A36, A36>>> A36 g36(A36 x) {
        return x;
    }
    static <A37 extends java.util.Map<java.util.List<? extends java.util.Set<A37>>, java.util.Map<A37, A37>>> A37 g37(A37 x) {
        return x;
    }
    static <A38 extends java.util.Map<java.util.List<? extends java.util.Set<A38>>, java.util.Map<A38, A38>>> A38 g38(A38 x) {
        return x;
    }
    static <A39 extends java.util.Map<java.util.List<? extends java.util.Set<A39>>, java.util.Map<A39, A39>>> A39 g39(A39 x) {
        return x;
    }
    static <A40 extends java.util.Map<java.util.List<? extends java.util.Set<A40>>, java.util.Map<A40, A40>>> A40 g40(A40 x) {
        return x;
    }
    static <A41 extends java.util.Map<java.util.List<? extends java.util.Set<A41>>, java.util.Map<A41, A41>>> A41 g41(A41 x) {
        return x;
    }
    static <A42 extends java.util.Map<java.util.List<? extends java.util.Set<A42>>, java.util.Map<A42, A42>>> A42 g42(A42 x) {
        return x;
    }
    static <A43 extends java.util.Map<java.util.List<? extends java.util.Set<A43>>, java.util.Map<A43, A43>>> A43 g43(A43 x) {
        return x;
    }
    static <A44 extends java.util.Map<java.util.List<? extends java.util.Set<A44>>, java.util.Map<A44, A44>>> A44 g44(A44 x) {
        return x;
    }
    static <A45 extends java.util.Map<java.util.List<? extends java.util.Set<A45>>, java.util.Map<A45, A45>>> A45 g45(A45 x) {
        return x;
    }
    static <A46 extends java.util.Map<java.util.List<? extends java.util.Set<A46>>, java.util.Map<A46, A46>>> A46 g46(A46 x) {
        return x;
    }
    static <A47 extends java.util.Map<java.util.List<? extends java.util.Set<A47>>, java.util.Map<A47, A47>>> A47 g47(A47 x) {
        return x;
    }
    static <A48 extends java.util.Map<java.util.List<? extends java.util.Set<A48>>, java.util.Map<A48, A48>>> A48 g48(A48 x) {
        return x;
    }
    static <A49 extends java.util.Map<java.util.List<? extends java.util.Set<A49>>, java.util.Map<A49, A49>>> A49 g49(A49 x) {
        return x;
    }
    static <A50 extends java.util.Map<java.util.List<? extends java.util.Set<A50>>, java.util.Map<A50, A50>>> A50 g50(A50 x) {
        return x;
    }
    static <A51 extends java.util.Map<java.util.List<? extends java.util.Set<A51>>, java.util.Map<A51, A51>>> A51 g51(A51 x) {
        return x;
    }
    static <A52 extends java.util.Map<java.util.List<? extends java.util.Set<A52>>, java.util.Map<A52, A52>>> A52 g52(A52 x) {
        return x;
    }
    static <A53 extends java.util.Map<java.util.List<? extends java.util.Set<A53>>, java.util.Map<A53, A53>>> A53 g53(A53 x) {
        return x;
    }
    static <A54 extends java.util.Map<java.util.List<? extends java.util.Set<A54>>, java.util.Map<A54, A54>>> A54 g54(A54 x) {
        return x;
    }
    static <A55 extends java.util.Map<java.util.List<? extends java.util.Set<A55>>, java.util.Map<A55, A55>>> A55 g55(A55 x) {
        return x;
    }
    static <A56 extends java.util.Map<java.util.List<? extends java.util.Set<A56>>, java.util.Map<A56, A56>>> A56 g56(A56 x) {
        return x;
    }
    static <A57 extends java.util.Map<java.util.List<? extends java.util.Set<A57>>, java.util.Map<A57, A57>>> A57 g57(A57 x) {
        return x;
    }
    static <A58 extends java.util.Map<java.util.List<? extends java.util.Set<A58>>, java.util.Map<A58, A58>>> A58 g58(A58 x) {
        return x;
    }
    static <A59 extends java.util.Map<java.util.List<? extends java.util.Set<A59>>, java.util.Map<A59, A59>>> A59 g59(A59 x) {
        return x;
    }
}
