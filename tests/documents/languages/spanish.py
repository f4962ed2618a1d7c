"""Spanish: a novel, an article, a regulation."""

NOVEL = """\
@ EL FARO DE LOS CANGREJOS

@ Novela


# PRIMERA PARTE


## CAPÍTULO I

Cuando mi madre aceptó la plaza de farera, nadie en la familia preguntó cuánto
pagaban. Bastaba con saber que había casa, que la casa tenía cuatro ventanas
y que por las cuatro se veía el mar.

--¿Y los vecinos? --preguntó mi abuela.

--Cangrejos --dijo mi madre, y siguió doblando la ropa.


## CAPÍTULO II

Llegamos de noche, en la barca de un hombre que no habló durante toda la
travesía. El faro estaba apagado. Mi madre subió los ciento doce escalones
con una vela en la mano, y desde abajo vimos cómo la luz pasaba de una
ventana a otra, como si alguien leyera la torre línea por línea.

Parte del equipaje se quedó en la playa hasta la mañana siguiente, y los
cangrejos la recorrieron con mucho cuidado, sin llevarse nada.


# SEGUNDA PARTE


## CAPÍTULO III

El primer barco que pasó aquel invierno no nos vio. La lámpara llevaba tres
días sin aceite, y mi hermano y yo habíamos encendido una hoguera en las
rocas que la lluvia apagó antes de medianoche.

--Volverá --dijo mi madre--. Los barcos siempre vuelven.


## CAPÍTULO IV

Volvió, en efecto, pero en la bodega de otro. Lo supimos por el hombre de la
barca, que por una vez tenía algo que contar y lo contó despacio, sentado
en nuestra cocina, mientras se le secaban las botas.
"""

ARTICLE = """\
# Los relojes de Valdehoz vuelven a dar la hora

Durante once años, los tres relojes públicos de Valdehoz marcaron horas
distintas, todas ellas equivocadas. Desde enero, dos coinciden, y el tercero
se retrasa apenas un minuto.

El arreglo ha costado menos de lo previsto. El ayuntamiento había pedido
presupuesto a una empresa de la capital, pero el trabajo lo hizo al final una
vecina jubilada que aprendió el oficio de su padre.

## Una relojera de ochenta años

Rosario Medel guarda las herramientas en una caja de galletas. Con ellas ha
desmontado las tres maquinarias, pieza a pieza, y las ha vuelto a montar sobre
la mesa de su comedor, donde no dejó comer a nadie durante dos meses.

Dice que el reloj de la iglesia es el más terco. Lo construyeron para una
torre más alta, y las pesas tocan el suelo antes de tiempo.

## Lo que cambia cuando hay una sola hora

Los comerciantes notaron la diferencia enseguida. Antes cada cual abría según
el reloj que veía desde su puerta, y en la misma calle podía ser a la vez
temprano y tarde.

## El problema de las campanas

Falta decidir si las campanas deben sonar también de noche. Una encuesta
entre los vecinos acabó en empate, y el alcalde ha prometido consultarlo con
la almohada, siempre que lo dejen dormir.
"""

OTHER = """\
@ REGLAMENTO DE LA BIBLIOTECA POPULAR

# TÍTULO I. De la biblioteca

## Artículo 1. Objeto

La biblioteca presta libros a todos los vecinos del barrio, sin distinción y
sin cobrarles nada. Los libros que no se devuelven se consideran prestados
por más tiempo.

## Artículo 2. Horario

La biblioteca abre de lunes a sábado. En agosto abre solamente por las
tardes, y el día de la fiesta mayor no abre.

# TÍTULO II. De los lectores

## Artículo 3. Carné

Para llevarse un libro hace falta un carné. Los menores de catorce años lo
reciben con la firma de una persona mayor que también sea lectora.

## Artículo 4. Deberes

Los lectores cuidarán los libros. El artículo 1 se aplica también a los
libros mojados, siempre que se hayan secado.

# TÍTULO III. Del personal

## Artículo 5. La bibliotecaria

La bibliotecaria decide en los casos que este reglamento no ha previsto, y
en los que ha previsto mal.
"""
